package org.multihost.migration.qemu;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.multihost.migration.Firmware;
import org.multihost.migration.qemu.guest.image.GuestPlaces;
import org.multihost.migration.qemu.guest.image.TinyLinux;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.GuestAccess;
import org.multihost.migration.spi.VmSpec;

/**
 * A guest of a user's own, as distributions are: a getty on its console, and no agent. It has the
 * default guest's kernel and programs; a second archive replaces its first process.
 */
final class OwnGuest {

  static final String PASSWORD = "sesame";

  /** The password is "sesame". */
  private static final String INIT =
      """
      #!/bin/busybox sh
      /bin/busybox mkdir -p /proc /dev /tmp /root /etc /var/run /sbin /usr/bin /usr/sbin
      /bin/busybox mount -t devtmpfs dev /dev
      /bin/busybox mount -t proc proc /proc
      /bin/busybox --install -s
      echo 'root:$6$multihost$O3M0CeVjQ.iEAnHVfLswwAmb5OneNZYx2dNYuEMVzoegSCjVW5P43S8/VJdFVqj1YKvWNvaI7z/y.ShZZi7ka1:0:0:root:/root:/bin/sh' >/etc/passwd
      echo 'root:x:0:' >/etc/group
      hostname own
      while :; do setsid getty -L 115200 ttyS0 vt100; done
      """;

  private OwnGuest() {}

  /** Returns the VM; the archive is written to that directory. */
  static VmSpec spec(Path directory, GuestAccess.Login login) throws IOException {
    TinyLinux linux =
        TinyLinux.locate(
            Optional.empty(),
            Optional.empty(),
            GuestPlaces.of(HostSystem.current()),
            Firmware.BIOS);
    Path initrd = directory.resolve("own.cpio");
    try (OutputStream out = Files.newOutputStream(initrd)) {
      Files.copy(linux.initramfs(), out);
      CpioArchiveOutputStream archive = new CpioArchiveOutputStream(out);
      byte[] init = INIT.getBytes();
      CpioArchiveEntry entry = new CpioArchiveEntry("init", init.length);
      entry.setMode(CpioConstants.C_ISREG | 0755);
      archive.putArchiveEntry(entry);
      archive.write(init);
      archive.closeArchiveEntry();
      archive.finish();
    }
    return VmSpec.builder("vm1")
        .memory(128L << 20)
        .kernel(Optional.of(linux.kernel().toString()))
        .initrd(Optional.of(initrd.toString()))
        .cmdline(Optional.of("console=ttyS0 panic=-1 loglevel=4"))
        .login(login)
        .password(Optional.of(PASSWORD))
        .build();
  }
}
