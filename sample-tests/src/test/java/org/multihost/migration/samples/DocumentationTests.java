package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's Java, which must be found word for word in the sample that it names. */
class ReadmeTests {

  /** Surefire's working directory is the module, an IDE's may be the project. */
  private static final Path PROJECT =
      Files.exists(Path.of("sample-tests")) ? Path.of("") : Path.of("..");

  private static final Path SAMPLES =
      PROJECT.resolve("sample-tests/src/test/java/org/multihost/migration/samples");

  private static final Pattern BLOCK =
      Pattern.compile("^```java *(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern LINK = Pattern.compile("]\\(([^):#]+)\\)");

  record Snippet(String sample, String code) {

    @Override
    public String toString() {
      return sample + ": " + code.strip().lines().findFirst().orElse("");
    }
  }

  static Stream<Snippet> snippets() throws IOException {
    return BLOCK
        .matcher(readme())
        .results()
        .map(block -> new Snippet(block.group(1), block.group(2)));
  }

  static Stream<String> links() throws IOException {
    return LINK.matcher(readme()).results().map(link -> link.group(1)).distinct();
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void snippetIsInItsSample(Snippet snippet) throws IOException {
    assertThat(snippet.sample()).as("the sample named after ```java").isNotEmpty();
    assertThat(SAMPLES.resolve(snippet.sample() + ".java"))
        .content()
        .contains(snippet.code().stripTrailing());
  }

  @ParameterizedTest
  @MethodSource("links")
  void linkLeadsSomewhere(String link) {
    assertThat(PROJECT.resolve(link)).exists();
  }

  @Test
  void everySampleIsListed() throws IOException {
    String readme = readme();
    assertThat(samples()).hasSizeGreaterThan(5).allSatisfy(s -> assertThat(readme).contains(s));
  }

  private static List<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files
          .filter(ReadmeTests::isSample)
          .map(file -> "/" + file.getFileName())
          .sorted()
          .toList();
    }
  }

  private static boolean isSample(Path file) {
    try {
      return Files.readString(file).contains("\n@MultihostMigration");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String readme() throws IOException {
    return Files.readString(PROJECT.resolve("README.md"));
  }
}
