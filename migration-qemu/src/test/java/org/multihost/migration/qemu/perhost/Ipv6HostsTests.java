package org.multihost.migration.qemu.perhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.hosts.HostLaunch;
import org.multihost.migration.qemu.hosts.HostProcess;
import org.multihost.migration.qemu.hosts.NetworkNamespaces;
import org.multihost.migration.qemu.hosts.NetworkNamespaces.Addresses;

/** Two hosts with a network of their own that has IPv6 addresses and no others. */
@NeedsQemu
@Timeout(300)
class Ipv6HostsTests {

  private static final long PATIENCE = 120;
  private static final List<String> HOSTS = List.of("source", "destination");

  @TempDir Path directory;

  private HostProcess start(NetworkNamespaces network, String host) throws IOException {
    String table =
        "source=[%s],destination=[%s]"
            .formatted(network.address("source"), network.address("destination"));
    Path own = Files.createDirectory(directory.resolve(host));
    Files.write(own.resolve("empty.img"), new byte[1 << 20]);
    return HostLaunch.of(host, table, own).by(network.on(host)).start(OverTcpTestCase.class);
  }

  @Test
  void meetAndMigrate() throws Exception {
    meetAndMigrate(Addresses.IPV6);
  }

  @Test
  @Tag("long")
  void meetAndMigrateByLinkLocalAddresses() throws Exception {
    meetAndMigrate(Addresses.LINK_LOCAL);
  }

  private void meetAndMigrate(Addresses addresses) throws Exception {
    try (NetworkNamespaces network = NetworkNamespaces.connect(HOSTS, addresses);
        HostProcess destination = start(network, "destination");
        HostProcess source = start(network, "source")) {
      for (HostProcess host : List.of(source, destination)) {
        assertThat(host.output(PATIENCE)).contains("tests: 2 successful");
        assertThat(host.exitCode()).isZero();
      }
    }
  }
}
