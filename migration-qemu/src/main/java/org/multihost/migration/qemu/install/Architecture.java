package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import org.apiguardian.api.API;

/** An architecture of guests. */
@API(status = INTERNAL)
public enum Architecture {
  /** Also stands for architectures that this project does not know. */
  X86_64("q35", "qemu64"),

  /** 64-bit ARM. */
  AARCH64("virt", "cortex-a57");

  private final String machine;
  private final String plainCpu;

  Architecture(String machine, String plainCpu) {
    this.machine = machine;
    this.plainCpu = plainCpu;
  }

  /** Returns the architecture that QEMU calls so. */
  static Architecture of(String name) {
    return name.equals("aarch64") ? AARCH64 : X86_64;
  }

  /** Returns the machine type of a guest for which none is declared. */
  public String machine() {
    return machine;
  }

  /**
   * Returns the CPU model whose features do not change with the version of QEMU; the project's
   * guests need no more.
   */
  public String plainCpu() {
    return plainCpu;
  }

  /** Whether the built-in guest is made for it. */
  public boolean hasBuiltInGuest() {
    return this == X86_64;
  }
}
