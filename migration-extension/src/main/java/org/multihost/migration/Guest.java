package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The guest of a VM without an image and a kernel: {@link MigrateVm#guest()}. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum Guest {
  /**
   * The guest of the configuration. If it has none: {@link #BUILT_IN} if the test's code neither
   * opens a session nor reads a console, and nothing that a Linux needs is declared, such as a
   * login but {@code NONE}, UEFI, a disk, a network or arguments; else {@link #LINUX}.
   */
  DEFAULT,
  /** The driver's small Linux, with a shell. */
  LINUX,
  /**
   * The driver's built-in guest, which needs no kernel and no files of the host, and has no shell.
   * A driver without one starts its default guest.
   */
  BUILT_IN
}
