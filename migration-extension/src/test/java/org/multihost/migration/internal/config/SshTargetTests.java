package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.MultihostConfigurationException;

class SshTargetTests {

  @TempDir static Path files;

  private final Map<String, String> values = new HashMap<>();

  private Optional<SshTarget> of(String host) {
    return SshTarget.of(Given.settings(values), host);
  }

  @ParameterizedTest
  @CsvSource({
    "far,,far,",
    "me@far.example,me,far.example,",
    "far:22,,far,22",
    "me@10.0.0.1:65535,me,10.0.0.1,65535",
    "[fe80::1]:22,,fe80::1,22",
    "me@[::1],me,::1,"
  })
  void readsUserAddressAndPort(String text, String user, String address, Integer port) {
    values.put("multihost.ssh", text);

    SshTarget target = of("any").orElseThrow();
    assertThat(target.user()).isEqualTo(Optional.ofNullable(user));
    assertThat(target.address()).isEqualTo(address);
    assertThat(target.port()).isEqualTo(Optional.ofNullable(port));
    assertThat(target.identity()).isEmpty();
    assertThat(target.knownHosts()).isEmpty();
  }

  @Test
  void aHostsOwnSettingWins() {
    values.put("multihost.ssh", "all");
    values.put("multihost.host.far.ssh", "one");

    assertThat(of("far")).map(SshTarget::address).contains("one");
    assertThat(of("near")).map(SshTarget::address).contains("all");
  }

  @Test
  void readsFilesThatThisUserCanRead() throws Exception {
    Path key = Files.createFile(files.resolve("key"));
    values.put("multihost.ssh", "far");
    values.put("multihost.ssh.identity", key.toString());
    values.put("multihost.host.far.ssh.known-hosts", files.resolve("none").toString());

    assertThat(of("near")).flatMap(SshTarget::identity).contains(key);
    assertThatThrownBy(() -> of("far"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(
            "[multihost.host.far.ssh.known-hosts]", "allowed: a file that this user can read");
  }

  @Test
  void isWrittenAsItIsGiven() {
    values.put("multihost.ssh", "me@far:2222");
    assertThat(of("any").orElseThrow()).hasToString("me@far:2222");

    values.put("multihost.ssh", "far");
    assertThat(of("any").orElseThrow()).hasToString("far");
  }
}
