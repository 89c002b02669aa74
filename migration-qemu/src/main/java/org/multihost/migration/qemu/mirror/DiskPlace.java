package org.multihost.migration.qemu.mirror;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.spi.MigrationEndpoint;

/**
 * The NBD server of a destination, as the source needs it. Its text has the address in the form of
 * a migration's endpoint, and then the disks, one a line.
 *
 * @param address its address
 * @param disks the ids of the disks that it takes, which are the names of its exports
 */
record DiskPlace(MigrationEndpoint address, List<String> disks) {

  private static final String UNIX = "unix:";

  static DiskPlace tcp(String host, int port, List<String> disks) {
    return new DiskPlace(MigrationEndpoint.tcp(host, port), disks);
  }

  static DiskPlace unix(String path, List<String> disks) {
    return new DiskPlace(new MigrationEndpoint(UNIX + path), disks);
  }

  /** Returns the text for {@link MigrationEndpoint#disks()}. */
  String text() {
    return Stream.concat(Stream.of(address.uri()), disks.stream())
        .collect(Collectors.joining("\n"));
  }

  static DiskPlace of(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2) {
      throw new VirtualMachineException(
          "The destination's place for the disks is not one of QEMU: [%s]".formatted(text));
    }
    return new DiskPlace(new MigrationEndpoint(lines.get(0)), lines.subList(1, lines.size()));
  }

  /** Returns the address as the block driver of the source takes it. */
  Map<String, String> server() {
    return address.uri().startsWith(UNIX)
        ? Map.of("type", "unix", "path", path())
        : Map.of("type", "inet", "host", address.host(), "port", port());
  }

  /** Returns the address as the command that starts the server takes it. */
  Map<String, Object> listener() {
    return Map.of(
        "addr",
        address.uri().startsWith(UNIX)
            ? Map.of("type", "unix", "data", Map.of("path", path()))
            : Map.of("type", "inet", "data", Map.of("host", address.host(), "port", port())));
  }

  private String path() {
    return address.uri().substring(UNIX.length());
  }

  private String port() {
    return Integer.toString(address.port().orElseThrow());
  }
}
