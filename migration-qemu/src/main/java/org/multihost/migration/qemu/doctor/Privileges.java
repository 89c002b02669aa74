package org.multihost.migration.qemu.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The effective capabilities of a process, as in capabilities(7).
 *
 * @param bits bit n is the capability with that number
 */
record Privileges(long bits) {

  private static final String FIELD = "CapEff:";
  private static final int SYS_PTRACE = 19;
  private static final int SYS_ADMIN = 21;

  /** Reads those of this process; none if they cannot be read. */
  static Privileges ofProcess() {
    return read(Path.of("/proc/self/status"));
  }

  static Privileges read(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(FIELD))
          .findFirst()
          .map(line -> Long.parseUnsignedLong(line.substring(FIELD.length()).strip(), 16))
          .map(Privileges::new)
          .orElse(new Privileges(0));
    } catch (IOException unreadable) {
      return new Privileges(0);
    }
  }

  /** Whether page faults of the kernel's own may be handled. */
  boolean mayTrace() {
    return has(SYS_PTRACE);
  }

  /** Whether network namespaces may be made. */
  boolean mayAdminister() {
    return has(SYS_ADMIN);
  }

  private boolean has(int capability) {
    return (bits >>> capability & 1) == 1;
  }
}
