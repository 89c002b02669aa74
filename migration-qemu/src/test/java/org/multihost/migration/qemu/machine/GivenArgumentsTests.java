package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenArgumentsTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-machine pc | pc | - | ''",
        "--machine type=pc-q35-7.2 -cpu max,-avx | pc-q35-7.2 | max,-avx | ''",
        "-M smm=off,type=pc,hpet=off -S | pc | - | -M smm=off,hpet=off -S",
        "-machine smm=off -machine q35 | q35 | - | -machine smm=off",
        "-cpu a -cpu b | - | b | ''",
        "-machine accel=kvm -device edu | - | - | -machine accel=kvm -device edu",
        "-machine help | - | - | -machine help",
        "-name pc -machine | - | - | -name pc -machine"
      })
  void areSeparatedIntoTypeCpuAndOthers(String all, String type, String cpu, String others) {
    GivenArguments given = GivenArguments.of(List.of(all.split(" ")));
    assertThat(given.type().orElse(null)).isEqualTo(type);
    assertThat(given.cpu().orElse(null)).isEqualTo(cpu);
    assertThat(String.join(" ", given.others())).isEqualTo(others);
  }
}
