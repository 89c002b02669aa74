package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * The endpoint where a destination listens for one VM. The extension carries its text to the
 * source, and replaces a TCP endpoint by that of a proxy if the test wants one.
 *
 * @param uri in the driver's own form, such as QEMU's {@code tcp:10.0.0.2:49152}; for TCP always in
 *     that form, with an IPv6 address in brackets
 * @param disks where the destination takes the content of the VM's disks, in the driver's own form;
 *     empty if the hosts share the disks
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MigrationEndpoint(String uri, Optional<String> disks) {

  private static final String TCP = "tcp:";

  /** An endpoint of a VM whose disks the hosts share. */
  public MigrationEndpoint(String uri) {
    this(uri, Optional.empty());
  }

  /** Returns the same endpoint with the place where the destination takes the disks. */
  public MigrationEndpoint withDisks(Optional<String> place) {
    return new MigrationEndpoint(uri, place);
  }

  /** Returns the endpoint of a TCP listener; the host may be an IPv6 address. */
  public static MigrationEndpoint tcp(String host, int port) {
    boolean bare = host.contains(":") && !host.startsWith("[");
    return new MigrationEndpoint(TCP + (bare ? "[" + host + "]" : host) + ":" + port);
  }

  /** The port, if the transport is TCP. */
  public OptionalInt port() {
    return uri.startsWith(TCP)
        ? OptionalInt.of(Integer.parseInt(uri.substring(uri.lastIndexOf(':') + 1)))
        : OptionalInt.empty();
  }

  /** The host, without brackets; for TCP only. */
  public String host() {
    String host = uri.substring(TCP.length(), uri.lastIndexOf(':'));
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
