package org.multihost.migration.qemu.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.VirtualMachineException;

class ProgramVersionsTests {

  @TempDir Path files;
  private final List<Path> asked = new ArrayList<>();
  private final ProgramVersions versions = new ProgramVersions(this::ask);

  private String ask(Path program) {
    asked.add(program);
    try {
      return Files.readString(program);
    } catch (IOException e) {
      throw new VirtualMachineException(program + " cannot be started");
    }
  }

  @Test
  void asksAProgramOnce() throws Exception {
    Path program = Files.writeString(files.resolve("qemu"), "QEMU 7.2");
    Path link = Files.createSymbolicLink(files.resolve("link"), program);

    assertThat(versions.apply(program)).isEqualTo("QEMU 7.2");
    assertThat(versions.apply(link)).isEqualTo("QEMU 7.2");
    assertThat(asked).containsExactly(program);
  }

  @Test
  void asksAProgramThatWasReplacedAgain() throws Exception {
    Path program = Files.writeString(files.resolve("qemu"), "QEMU 7.2");
    versions.apply(program);
    Path newer = Files.writeString(files.resolve("newer"), "QEMU 9.0");
    Files.setLastModifiedTime(newer, Files.getLastModifiedTime(program));
    Files.move(newer, program, StandardCopyOption.REPLACE_EXISTING);

    assertThat(versions.apply(program)).isEqualTo("QEMU 9.0");
  }

  @Test
  void asksAProgramThatFailedAgain() throws Exception {
    Path program = files.resolve("qemu");
    assertThatThrownBy(() -> versions.apply(program)).hasMessageContaining("cannot be started");
    Files.writeString(program, "QEMU 7.2");

    assertThat(versions.apply(program)).isEqualTo("QEMU 7.2");
  }
}
