package org.multihost.migration.qemu.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.multihost.migration.qemu.guest.image.Sha256;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.machine.GuestBoot;
import org.multihost.migration.qemu.machine.QemuCommandLine;
import org.multihost.migration.qemu.machine.QemuMachine;
import org.multihost.migration.qemu.machine.StartMode;
import org.multihost.migration.qemu.process.RunDirectory;

/**
 * A key of everything that determines how a guest boots: QEMU, its arguments, and the files that it
 * loads.
 *
 * @param name short, of letters and digits; different for each kind
 */
@API(status = INTERNAL)
public record SnapshotKey(String name) {

  private static final RunDirectory ANY = new RunDirectory(Path.of("/"));

  public static SnapshotKey of(QemuInstallation installation, QemuMachine machine, GuestBoot boot) {
    List<String> parts =
        new ArrayList<>(
            new QemuCommandLine(installation, "", machine, boot, List.of(), ANY, StartMode.RUNNING)
                .arguments());
    parts.add(installation.binary().version().toString());
    parts.add(stamp(installation.binary().path()));
    boot.kernel().map(SnapshotKey::stamp).ifPresent(parts::add);
    boot.initrd().map(SnapshotKey::stamp).ifPresent(parts::add);
    return new SnapshotKey(Sha256.name(String.join("\0", parts).getBytes(UTF_8)));
  }

  private static String stamp(Path file) {
    try {
      return Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
