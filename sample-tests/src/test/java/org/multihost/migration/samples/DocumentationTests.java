package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.samples.MarkdownPage.PROJECT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages of the documentation say about the project's files and code is true. */
class DocumentationTests {

  private static final Path README = Path.of("README.md");
  private static final Path SAMPLES_PAGE = Path.of("sample-tests/README.md");
  private static final Path SAMPLES =
      PROJECT.resolve("sample-tests/src/test/java/org/multihost/migration/samples");

  /** The driver that {@code docs/drivers.md} has as its example. */
  private static final Path EXAMPLE =
      PROJECT.resolve("migration-extension/src/test/java/org/multihost/migration/example");

  /** A name of a type or of a constant, alone or with what follows a dot or a parenthesis. */
  private static final Pattern IDENTIFIER = Pattern.compile("@?([A-Z]\\w*[A-Z]\\w*)(?:[.(].*)?");

  /** Names that are JUnit's, or the ending of a name. */
  private static final Set<String> FOREIGN = Set.of("TestExecutionExceptionHandler", "TestCase");

  private static final Pattern PATH = Pattern.compile("(?:\\./)?([\\w.-]+)((?:/[\\w.-]+)+)");
  private static final Pattern COMMAND = Pattern.compile("\\./run ([a-z]+)");
  private static final Pattern WORD = Pattern.compile("\\w+");

  private static Set<String> words;

  static List<MarkdownPage> pages() throws IOException {
    return MarkdownPage.all();
  }

  @BeforeAll
  static void readTheSources() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT)) {
      words =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("DocumentationTests.java"))
              .flatMap(file -> WORD.matcher(MarkdownPage.content(file)).results())
              .map(word -> word.group())
              .collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyJavaSnippetIsInTheSampleThatItNames(MarkdownPage page) {
    assertThat(page.blocks())
        .filteredOn(block -> block.language().equals("java"))
        .allSatisfy(
            block ->
                assertThat(MarkdownPage.content(source(block.sample())))
                    .contains(block.code().stripTrailing()));
  }

  private static Path source(String name) {
    Path sample = SAMPLES.resolve(name + ".java");
    return Files.exists(sample) ? sample : EXAMPLE.resolve(name + ".java");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileAndAHeading(MarkdownPage page) {
    assertThat(page.links()).allMatch(page::leadsSomewhere);
  }

  /**
   * Of this project: a path that begins with one of its directories, but for what a build makes.
   */
  @ParameterizedTest
  @MethodSource("pages")
  void everyFileThatIsNamedIsThere(MarkdownPage page) {
    assertThat(page.spans().stream().map(PATH::matcher).filter(Matcher::matches))
        .filteredOn(path -> Files.isDirectory(PROJECT.resolve(path.group(1))))
        .extracting(path -> path.group(1) + path.group(2))
        .filteredOn(path -> !path.contains("target/"))
        .allSatisfy(path -> assertThat(PROJECT.resolve(path)).exists());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyTypeAndConstantThatIsNamedIsInTheSources(MarkdownPage page) {
    assertThat(page.spans().stream().map(IDENTIFIER::matcher).filter(Matcher::matches))
        .extracting(name -> name.group(1))
        .filteredOn(name -> !name.startsWith("MULTIHOST_") && !FOREIGN.contains(name))
        .allMatch(words::contains);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandIsOneOfTheScripts(MarkdownPage page) {
    String help = MarkdownPage.content(PROJECT.resolve("run"));
    assertThat(COMMAND.matcher(page.text()).results())
        .allSatisfy(
            command -> assertThat(help).containsPattern("(?m)^  " + command.group(1) + "\\b"));
  }

  @Test
  void theReadmeIsShort() {
    assertThat(PROJECT.resolve(README).toFile().length()).isLessThanOrEqualTo(8192);
  }

  @Test
  void theReadmesPomHasTheVersionsOfThisBuild() {
    String build = MarkdownPage.content(PROJECT.resolve("pom.xml"));
    String pom =
        MarkdownPage.read(README).blocks().stream()
            .filter(block -> block.language().equals("xml"))
            .findFirst()
            .orElseThrow()
            .code();
    List<String> versions =
        Pattern.compile("<version>(\\d+\\.[^<]+)</version>")
            .matcher(pom)
            .results()
            .map(version -> ">" + version.group(1) + "<")
            .toList();
    assertThat(versions).hasSize(5).allSatisfy(version -> assertThat(build).contains(version));
  }

  @Test
  void everySampleIsListed() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      List<String> samples =
          files
              .filter(file -> MarkdownPage.content(file).contains("\n@MultihostMigration"))
              .map(file -> "/" + file.getFileName())
              .toList();
      assertThat(samples)
          .hasSizeGreaterThan(5)
          .allSatisfy(
              sample -> assertThat(MarkdownPage.read(SAMPLES_PAGE).text()).contains(sample));
    }
  }

  @Test
  void everyDecisionIsListed() throws IOException {
    MarkdownPage index = MarkdownPage.read(Path.of("docs/decisions/README.md"));
    assertThat(pages())
        .map(MarkdownPage::file)
        .filteredOn(file -> file.startsWith("docs/decisions"))
        .filteredOn(file -> !file.equals(index.file()))
        .hasSizeGreaterThan(20)
        .allMatch(file -> index.links().contains(file.getFileName().toString()));
  }
}
