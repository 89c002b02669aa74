package org.multihost.migration.qemu.guest;

import java.nio.file.Path;
import java.util.Optional;

/** A Linux guest of a kernel and an initial RAM disk. */
public final class TinyLinux {

  private TinyLinux() {}

  /** Finds the kernel and builds the initial RAM disk. */
  public static TinyLinux locate(
      Optional<Path> kernel, Optional<Path> busybox, Path cacheDirectory) {
    throw new UnsupportedOperationException();
  }

  /** The kernel image to boot. */
  public Path kernel() {
    throw new UnsupportedOperationException();
  }

  /** The initial RAM disk. */
  public Path initramfs() {
    throw new UnsupportedOperationException();
  }

  /** The kernel's command line. */
  public String cmdline() {
    throw new UnsupportedOperationException();
  }
}
