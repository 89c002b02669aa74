package org.multihost.migration.qemu.mirror;

import java.util.Map;
import org.multihost.migration.qemu.machine.QemuDevice;

/** A command of QMP that prepares a mirror. */
record MirrorCommand(String name, Map<String, ?> arguments) {

  /** The first part of the names of a mirror's jobs and of their targets; the rest is the disk. */
  static final String PREFIX = "mirror-";

  /**
   * Adds the disk of the destination as a block node. Zeros are sent as such, without content, so
   * that the destination needs no blocks for them.
   */
  static MirrorCommand addTarget(String disk, DiskPlace place) {
    return new MirrorCommand(
        "blockdev-add",
        Map.of(
            "driver",
            "nbd",
            "node-name",
            target(disk),
            "server",
            place.server(),
            "export",
            disk,
            "discard",
            "unmap"));
  }

  /** Lists the block nodes, with their sizes. */
  static MirrorCommand nodesNow() {
    return new MirrorCommand("query-named-block-nodes", Map.of("flat", true));
  }

  /**
   * Starts the copy of a disk. With blocking writes it comes to an end although its guest writes
   * all the time.
   */
  static MirrorCommand copy(String disk) {
    return new MirrorCommand(
        "blockdev-mirror",
        Map.of(
            "job-id",
            target(disk),
            "device",
            source(disk),
            "target",
            target(disk),
            "sync",
            "full",
            "copy-mode",
            "write-blocking"));
  }

  /** Returns the block node of a disk of the source. */
  static String source(String disk) {
    return QemuDevice.Disk.node(disk);
  }

  /** Returns the block node of a disk of the destination, and the name of its job. */
  static String target(String disk) {
    return PREFIX + disk;
  }
}
