package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.Companion;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.placeholder.DeclaredValues;
import org.multihost.migration.spi.VmSpec;

class CompanionTextsTests {

  private static final String KEY = "multihost.vm.vm1.companions";

  @MigrateVm(
      name = "vm1",
      companions = {
        @Companion(
            name = "tpm",
            command = "program --state 'dir of {vm}' -x",
            socket = "/of {host}/tpm.sock"),
        @Companion(
            name = "files",
            command = {"other", "it's; {vm}", ";"})
      })
  private static final class Declared {}

  private static List<VmSpec.Companion> companions(Map<String, String> values) {
    VmDeclaration vm = VmDeclaration.of(Declared.class.getAnnotation(MigrateVm.class), "class X");
    return VmPlan.of(
            vm, "a", List.of("a", "b"), Given.settings(values), new DeclaredValues("a", "vm1"))
        .spec()
        .companions();
  }

  @Test
  void anAnnotationsCommandIsASingleTextOrItsWords() {
    assertThat(companions(Map.of()))
        .containsExactly(
            new VmSpec.Companion(
                "tpm",
                List.of("program", "--state", "dir of vm1", "-x"),
                Optional.of("/of a/tpm.sock")),
            new VmSpec.Companion("files", List.of("other", "it's; vm1", ";"), Optional.empty()));
  }

  @Test
  void aSettingReplacesAllOfThem() {
    assertThat(companions(Map.of(KEY, "name=a socket='/d/{vm} s' p name=x ; name=b q -y")))
        .containsExactly(
            new VmSpec.Companion("a", List.of("p", "name=x"), Optional.of("/d/vm1 s")),
            new VmSpec.Companion("b", List.of("q", "-y"), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "program -x              | a name of each companion",
        "name=a                  | a program of companion [a]",
        "name=a ; name=b q       | a program of companion [a]",
        "name=a p ; name=a q     | companions with different names",
        "name=a/b p              | a name of each companion",
        "name=a path=/x p        | then [socket=…]",
        "name=a name=b p         | then [socket=…]",
        "name=a 'p               | quote",
        "name=a {prot:x}         | {prot:x}",
      })
  void whatIsWrongIsRefusedWithTheSetting(String value, String reason) {
    assertThatThrownBy(() -> companions(Map.of(KEY, value)))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(KEY, "system property", reason);
  }
}
