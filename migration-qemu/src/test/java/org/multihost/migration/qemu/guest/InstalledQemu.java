package org.multihost.migration.qemu.guest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The QEMU binaries that the tests of real guests run on: the system's, and the cached one. */
enum InstalledQemu {
  SYSTEM {
    @Override
    public List<String> command() {
      return installed(Path.of("/usr/bin/qemu-system-x86_64"));
    }
  },
  CACHED {
    @Override
    public List<String> command() {
      Path usr = TestMachine.CACHE.resolve("qemu/10.0.2/usr");
      return installed(
          usr.resolve("bin/qemu-system-x86_64"), "-L", usr.resolve("share/qemu").toString());
    }
  };

  /** The binary and the options it needs; in CI a missing one fails the test, else it skips it. */
  public abstract List<String> command();

  /** The same with devices. */
  public List<String> command(String... devices) {
    return Stream.concat(command().stream(), Arrays.stream(devices)).toList();
  }

  private static List<String> installed(Path binary, String... options) {
    boolean there = Files.isExecutable(binary);
    if (!there && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("CI needs QEMU at [" + binary + "]: run ./run setup");
    }
    assumeTrue(there, () -> "No QEMU at [" + binary + "]: run ./run setup");
    return Stream.concat(Stream.of(binary.toString()), Arrays.stream(options)).toList();
  }
}
