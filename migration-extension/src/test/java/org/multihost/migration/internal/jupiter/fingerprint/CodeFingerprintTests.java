package org.multihost.migration.internal.jupiter.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes code another one, and what does not. */
final class CodeFingerprintTests {

  private static final String SAMPLE =
      """
      class Sample {
        String text() { return "hello"; }
        long number() { return 123_456_789; }
        static class Nested { Runnable run() { return () -> System.out.println("inner"); } }
      }
      """;

  @TempDir Path directory;

  private Path compiled(String source) throws IOException {
    Path root = Files.createTempDirectory(directory, "classes");
    Path file =
        Files.writeString(
            Files.createTempDirectory(directory, "source").resolve("Sample.java"), source);
    String[] arguments = {"-g", "-d", root.toString(), file.toString()};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    return root;
  }

  private static String fingerprintOfTheClassIn(Path root) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null)) {
      Class<?> type = loader.loadClass("Sample");
      assertThat(CodeFingerprint.ofOriginOf(type)).isEqualTo(CodeFingerprint.ofTree(root));
      return CodeFingerprint.of(type);
    }
  }

  @Test
  void theSameSourceIsTheSameCode() throws Exception {
    assertThat(fingerprintOfTheClassIn(compiled(SAMPLE)))
        .matches("[0-9a-f]{12}")
        .isEqualTo(fingerprintOfTheClassIn(compiled(SAMPLE)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "123_456_789", "number", "inner"})
  void anotherTextNumberOrNameIsOtherCodeThoughNested(String changed) throws Exception {
    String other = SAMPLE.replace(changed, changed.replace('5', '6').replace('e', 'a'));

    assertThat(fingerprintOfTheClassIn(compiled(other)))
        .isNotEqualTo(fingerprintOfTheClassIn(compiled(SAMPLE)));
  }

  @Test
  void theOrderOfConstantsIsTheCompilersOwn() throws Exception {
    String text = "  String text() { return \"hello\"; }\n";
    String moved = SAMPLE.replace(text, "").replace("  static class", text + "  static class");

    assertThat(Files.readAllBytes(compiled(moved).resolve("Sample.class")))
        .isNotEqualTo(Files.readAllBytes(compiled(SAMPLE).resolve("Sample.class")));
    assertThat(fingerprintOfTheClassIn(compiled(moved)))
        .isEqualTo(fingerprintOfTheClassIn(compiled(SAMPLE)));
  }

  @Test
  void codeInAJarIsTheSameAsInADirectory() throws Exception {
    Path classes = compiled(SAMPLE);
    Path jar = directory.resolve("sample.jar");
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of("create", "true"));
        Stream<Path> files = Files.list(classes)) {
      for (Path file : files.toList()) {
        Files.copy(file, inside.getPath("/" + file.getFileName()));
      }
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      assertThat(CodeFingerprint.ofOriginOf(loader.loadClass("Sample")))
          .isEqualTo(CodeFingerprint.ofTree(classes));
    }
  }

  @Test
  void codeOfTheJavaPlatformItselfHasNone() {
    assertThat(CodeFingerprint.ofOriginOf(String.class)).isEqualTo("unknown");
  }
}
