package org.multihost.migration.qemu.mirror;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.multihost.migration.VirtualMachineException;

/**
 * The NBD server of a destination, as the source needs it; sent as JSON.
 *
 * @param server its address, as QEMU's {@code SocketAddress}
 * @param disks the ids of the disks that it takes, which are the names of its exports
 */
record DiskPlace(Map<String, String> server, List<String> disks) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static DiskPlace tcp(String host, int port, List<String> disks) {
    return new DiskPlace(
        Map.of("type", "inet", "host", host, "port", Integer.toString(port)), disks);
  }

  static DiskPlace unix(String path, List<String> disks) {
    return new DiskPlace(Map.of("type", "unix", "path", path), disks);
  }

  /** Returns the address for people. */
  String address() {
    String path = server.get("path");
    return path == null ? server.get("host") + ":" + server.get("port") : path;
  }

  /** Returns the text for {@link org.multihost.migration.spi.MigrationEndpoint#disks()}. */
  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static DiskPlace of(String text) {
    try {
      return JSON.readValue(text, DiskPlace.class);
    } catch (JsonProcessingException unreadable) {
      throw new VirtualMachineException(
          "The destination's place for the disks is not one of QEMU: [%s]".formatted(text),
          unreadable);
    }
  }

  /** Returns the address as the legacy union that {@code nbd-server-start} takes. */
  Map<String, Object> listener() {
    return Map.of(
        "addr",
        server.containsKey("path")
            ? Map.of("type", "unix", "data", Map.of("path", server.get("path")))
            : Map.of(
                "type",
                "inet",
                "data",
                Map.of("host", server.get("host"), "port", server.get("port"))));
  }
}
