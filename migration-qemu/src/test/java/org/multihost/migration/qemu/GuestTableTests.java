package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multihost.migration.Firmware;

/**
 * The table of guests, logins, machines and firmware in {@code docs/guests.md}: each cell is run.
 * With {@code -Dguests.table=write} the whole run writes the table.
 */
@NeedsQemu(Firmware.UEFI)
@Timeout(3600)
class GuestTableTests {

  private static final Path PAGE = Path.of("..", "docs", "guests.md");

  @TempDir Path files;

  static List<GuestCell> brief() {
    return GuestCell.brief();
  }

  @ParameterizedTest
  @MethodSource("brief")
  void aCellIsAsTheTableSays(GuestCell cell) throws Exception {
    assertThat(cell.run(files)).isEqualTo(table().of(cell));
  }

  @Test
  @Tag("long")
  void theTableIsThatOfThisRun() throws Exception {
    Map<GuestCell, Optional<String>> results = new LinkedHashMap<>();
    for (GuestCell cell : GuestCell.all()) {
      results.put(cell, cell.run(files));
    }
    String page = new GuestTable(results).writtenTo(Files.readString(PAGE));
    if ("write".equals(System.getProperty("guests.table"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static GuestTable table() throws IOException {
    return GuestTable.in(Files.readString(PAGE));
  }
}
