package org.multihost.migration.qemu.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunDirectoryTests {

  @Test
  void namesRunAndHostAndNeverTheSameTwice() {
    RunDirectory directory = RunDirectory.named("r1", "source");
    assertThat(directory.path().getFileName().toString()).startsWith("mh-r1-source-");
    assertThat(directory).isNotEqualTo(RunDirectory.named("r1", "source"));
  }

  @Test
  void staysShortWhateverTheHostIsCalled() {
    RunDirectory directory = RunDirectory.named("r1", "a/very.long,name".repeat(20));
    assertThat(directory.socket("console").toString().length()).isLessThan(108);
    assertThat(directory.path().getFileName().toString())
        .matches("mh-r1-a_very_long_name-[0-9a-f]+");
  }
}
