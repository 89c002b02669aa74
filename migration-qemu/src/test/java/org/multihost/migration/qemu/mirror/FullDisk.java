package org.multihost.migration.qemu.mirror;

import java.util.List;
import java.util.Map;
import org.multihost.migration.qemu.qmp.QmpClient;

/** A destination that has no space for what its NBD server gets, from some place of the disk on. */
public final class FullDisk {

  private static final String ID = "disk0";
  private static final String FILTER = "full";
  private static final int ENOSPC = 28;

  private FullDisk() {}

  /** Puts a filter in front of the first disk, which refuses to write at this sector. */
  public static void at(int sector, QmpClient destination) {
    destination.execute("block-export-del", Map.of("id", DiskExports.name(ID)));
    destination.execute(
        "blockdev-add",
        Map.of(
            "driver",
            "blkdebug",
            "node-name",
            FILTER,
            "image",
            MirrorCommand.source(ID),
            "inject-error",
            List.of(
                Map.of("event", "none", "iotype", "write", "errno", ENOSPC, "sector", sector))));
    destination.execute("block-export-add", DiskExports.export(ID, FILTER));
  }
}
