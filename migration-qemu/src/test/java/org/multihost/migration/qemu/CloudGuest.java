package org.multihost.migration.qemu;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.multihost.migration.CloudInit;
import org.multihost.migration.Firmware;
import org.multihost.migration.qemu.guest.image.GuestPlaces;
import org.multihost.migration.qemu.guest.image.TinyLinux;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.GuestAccess;
import org.multihost.migration.spi.VmSpec;

/**
 * A guest that does what a distribution's cloud-init does with a seed, in a few lines of shell: it
 * finds the disk, mounts it, makes the user, and starts an SSH server. Its image is empty; it boots
 * from the default guest's kernel.
 */
final class CloudGuest {

  /** In place of the default guest's agent; a program cloud-init answers as the real one does. */
  private static final String AGENT =
      """
      modprobe isofs
      disk=$(grep -lx cidata /sys/block/*/serial)
      disk=/dev/$(basename $(dirname $disk))
      chmod a+r $disk
      mount -t iso9660 -o ro $disk /mnt || exit
      hostname $(sed -n "s/^local-hostname: '\\(.*\\)'/\\1/p" /mnt/meta-data)
      user=$(sed -n "s/^  - name: '\\(.*\\)'/\\1/p" /mnt/user-data)
      mkdir -p /etc/dropbear /home/$user/.ssh /var/log
      chmod 755 /home /home/$user
      echo "$user:x:1000:1000::/home/$user:/bin/sh" >>/etc/passwd
      sed -n "s/^      - '\\(.*\\)'/\\1/p" /mnt/user-data >/home/$user/.ssh/authorized_keys
      chown -R 1000:1000 /home/$user
      sed -n '/^Content-Transfer-Encoding/,/^--/p' /mnt/user-data | sed '1,2d;$d' | base64 -d >/tmp/own
      chmod a+r /tmp/own
      if grep -q broken /tmp/own; then
        echo 'util.py[WARNING]: Failed loading yaml blob. Invalid format at line 2' >/var/log/cloud-init.log
      fi
      printf '#!/bin/sh\\necho status: done\\n' >/bin/cloud-init
      chmod a+rx /bin/cloud-init
      dropbearkey -t ecdsa -s 256 -f /etc/dropbear/key
      dropbear -s -r /etc/dropbear/key -p 22
      echo "Cloud-init v. 0 finished at $(date)" >/dev/console
      while :; do sleep 1000; done
      """;

  private CloudGuest() {}

  /** Returns the VM on the host of that name; its files are written to that directory. */
  static VmSpec spec(Path directory, String host) throws IOException {
    TinyLinux linux =
        TinyLinux.locateWithSsh(
            Optional.empty(),
            Optional.empty(),
            GuestPlaces.of(HostSystem.current()),
            Firmware.BIOS);
    Path ofHost = Files.createDirectories(directory.resolve(host));
    return VmSpec.builder("vm_1")
        .memory(128L << 20)
        .kernel(Optional.of(linux.kernel().toString()))
        .initrd(Optional.of(initrd(linux, directory.resolve("cloud.cpio")).toString()))
        .cmdline(Optional.of(linux.cmdline()))
        .image(Optional.of(emptyDisk(directory.resolve("image.raw")).toString()))
        .login(GuestAccess.Login.SSH)
        .network(true)
        .user("multihost")
        .cloudInit(CloudInit.NOCLOUD)
        .placeholders(text -> text.replace("{dir}", ofHost.toString()))
        .build();
  }

  private static Path emptyDisk(Path file) throws IOException {
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.setLength(1 << 20);
    }
    return file;
  }

  private static Path initrd(TinyLinux linux, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      Files.copy(linux.initramfs(), out);
      CpioArchiveOutputStream archive = new CpioArchiveOutputStream(out);
      byte[] agent = AGENT.getBytes();
      CpioArchiveEntry entry = new CpioArchiveEntry("lib/multihost/agent", agent.length);
      entry.setMode(CpioConstants.C_ISREG | 0755);
      archive.putArchiveEntry(entry);
      archive.write(agent);
      archive.closeArchiveEntry();
      archive.finish();
    }
    return file;
  }
}
