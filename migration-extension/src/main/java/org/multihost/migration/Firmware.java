package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The firmware that starts a VM's guest: {@link MigrateVm#firmware()}. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum Firmware {
  /** The firmware of the configuration; if it has none, {@link #BIOS}. */
  DEFAULT,
  /** The machine's own firmware: a BIOS, or what a machine without a BIOS has. */
  BIOS,
  /** The UEFI firmware of the host's distribution, without secure boot, with variables per VM. */
  UEFI
}
