package org.multihost.migration.qemu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.multihost.migration.Transport;
import org.multihost.migration.contract.DriverUnderTest;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.MigrationSettings.Feature;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/** The QEMU driver for its contract, with a real QEMU. */
final class QemuUnderTest implements DriverUnderTest {

  private final Path empty = emptyImage();

  private static Path emptyImage() {
    try {
      return Files.write(Files.createTempFile("empty", ".img"), new byte[1 << 20]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public VirtualMachineDriver create(String host) {
    return QemuDriver.create(new TestContext(host), HostSystem.current());
  }

  @Override
  public VmSpec bare(String name) {
    return TestContext.withDisk(name, empty);
  }

  @Override
  public List<String> standsStillOnArrival() {
    return List.of("-S");
  }

  @Override
  public boolean mirrorsDisks() {
    return true;
  }

  @Override
  public Set<Class<? extends Transport>> transports() {
    return Set.of(
        Transport.Tcp.class,
        Transport.Unix.class,
        Transport.Exec.class,
        Transport.Fd.class,
        Transport.File.class);
  }

  @Override
  public Map<String, Object> parametersThatEndIt() {
    return Map.of(
        "downtime-limit", 2000L, "max-bandwidth", 1L << 30, "max-postcopy-bandwidth", 1L << 30);
  }

  @Override
  public MigrationSettings endlessPostcopy() {
    MigrationSettings slow = endless();
    return new MigrationSettings(
            slow.transport(),
            slow.maxBandwidth(),
            slow.downtimeLimit(),
            Map.of(),
            Map.of("max-postcopy-bandwidth", 64 * 1024))
        .with(Feature.POSTCOPY);
  }

  @Override
  public void kill(LocalVm vm) {
    ProcessHandle.of(pid(vm)).orElseThrow().destroyForcibly();
  }

  static void freeze(LocalVm vm) {
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(pid(vm))).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long pid(LocalVm vm) {
    return vm.unwrap(QemuProcess.class).pid();
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(empty);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Set<String> figures() {
    return Set.of("ram.normal", "ram.duplicate", "ram.mbps", "total-time", "status");
  }
}
