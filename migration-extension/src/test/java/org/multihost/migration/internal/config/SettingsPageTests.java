package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/settings.md} are those of the declarations. With {@code
 * -Dsettings.page=write} the test writes them into the page.
 */
class SettingsPageTests {

  private static final Path PAGE = Path.of("..", "docs", "settings.md");

  /** The rows of each table, by the heading above it. */
  private static Map<String, List<String>> tables() {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    tables.put("## Settings of a run", rows(RunSettings.ALL));
    tables.put("## Settings of migrations", rows(TransferSettings.ALL));
    tables.put("## Timeouts", rows(Timeouts.ALL));
    tables.put("## Settings of a VM", VmSettings.ALL.stream().map(VmSetting::row).toList());
    return tables;
  }

  private static List<String> rows(List<SettingDeclaration<?>> declarations) {
    return declarations.stream().map(SettingDeclaration::row).toList();
  }

  @Test
  void thePageHasTheTablesOfTheDeclarations() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    List<String> generated = withTables(page);
    if ("write".equals(System.getProperty("settings.page"))) {
      Files.write(PAGE, generated);
    }
    assertThat(Files.readAllLines(PAGE)).isEqualTo(generated);
  }

  @Test
  void thePageHasATableForEachListOfDeclarations() {
    assertThat(tables().values())
        .flatExtracting(rows -> rows)
        .hasSize(SettingNames.DECLARED.size() + VmSettings.ALL.size())
        .doesNotHaveDuplicates();
  }

  private static List<String> withTables(List<String> page) {
    Map<String, List<String>> tables = tables();
    List<String> generated = new ArrayList<>();
    List<String> rows = List.of();
    for (String line : page) {
      rows = line.startsWith("## ") ? tables.getOrDefault(line, List.of()) : rows;
      if (!line.startsWith("| `") || isOfDriver(line)) {
        generated.add(line);
      }
      if (line.startsWith("|---")) {
        generated.addAll(rows);
      }
    }
    return generated;
  }

  private static boolean isOfDriver(String row) {
    return row.startsWith("| `multihost.qemu.");
  }
}
