package org.multihost.migration.internal.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTests {

  @ParameterizedTest
  @CsvSource({
    "0 B,0",
    "1 kB,1000",
    "1 KiB,1024",
    "3MB,3000000",
    " 3 MiB ,3145728",
    "2 GB,2000000000",
    "2 GiB,2147483648"
  })
  void readsANumberAndAUnit(String text, long bytes) {
    assertThat(Sizes.parse(text)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "256",
        "MiB",
        "-1 MiB",
        "1.5 GiB",
        "1 mib",
        "1 TiB",
        "1 MiB 1 B",
        "9999999999999 B",
        "999999999999 GiB"
      })
  void refusesAnyOtherFormAndWhatIsTooLarge(String text) {
    assertThat(Sizes.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "1023,1023 B",
    "1024,1 KiB",
    "1536,1.5 KiB",
    "13107200,12.5 MiB",
    "268435456,256 MiB",
    "1610612736,1.5 GiB",
    "1099511627776,1024 GiB"
  })
  void writesTheLargestUnit(long bytes, String text) {
    assertThat(Sizes.format(bytes)).isEqualTo(text);
  }
}
