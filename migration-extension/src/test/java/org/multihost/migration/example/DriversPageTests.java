package org.multihost.migration.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/**
 * The page {@code docs/drivers.md}: it has the whole code of the example driver, after the imports.
 * With {@code -Ddrivers.page=write} the test writes the code into the page.
 */
class DriversPageTests {

  private static final Path PAGE = Path.of("..", "docs", "drivers.md");
  private static final Path EXAMPLE =
      Path.of("src", "test", "java", "org", "multihost", "migration", "example");

  private static final Pattern BLOCK =
      Pattern.compile("^```java (\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** An excerpt, and not the whole file. */
  private static final String EXCERPT = "CountingTestCase";

  @Test
  void eachBlockIsTheCodeOfTheFileThatItNames() throws IOException {
    String generated = BLOCK.matcher(page()).replaceAll(DriversPageTests::withCode);
    if ("write".equals(System.getProperty("drivers.page"))) {
      Files.writeString(PAGE, generated);
    }
    assertThat(page()).isEqualTo(generated);
  }

  private static String withCode(MatchResult block) {
    String name = block.group(1);
    return Matcher.quoteReplacement(
        name.equals(EXCERPT) ? block.group() : "```java " + name + "\n" + code(name) + "```");
  }

  @Test
  void theExcerptIsInItsFile() throws IOException {
    assertThat(BLOCK.matcher(page()).results().filter(b -> b.group(1).equals(EXCERPT)))
        .isNotEmpty()
        .allSatisfy(block -> assertThat(code(EXCERPT)).contains(block.group(2)));
  }

  @Test
  void theWholeDriverIsOnThePage() throws IOException {
    List<String> shown = BLOCK.matcher(page()).results().map(block -> block.group(1)).toList();
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("Counter") && !name.endsWith("Tests.java"))
          .hasSizeGreaterThan(4)
          .allMatch(name -> shown.contains(name.replace(".java", "")));
    }
  }

  @Test
  void theListingOfTheProviderIsRight() throws IOException {
    assertThat(page())
        .contains(
            "`META-INF/services/" + VirtualMachineDriverProvider.class.getName() + "`",
            "```text\n" + CounterProvider.class.getName() + "\n```");
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  private static String code(String name) {
    try {
      String source = Files.readString(EXAMPLE.resolve(name + ".java"));
      int imports = source.lastIndexOf("\nimport ");
      return source.substring(source.indexOf("\n\n", imports) + 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
