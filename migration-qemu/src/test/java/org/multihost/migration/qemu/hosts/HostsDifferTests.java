package org.multihost.migration.qemu.hosts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.MultihostMigration;

/** What persons do not start alike on two hosts, and what each of them is told. */
@Timeout(300)
class HostsDifferTests {

  private static final String TESTS = TwoTestsTestCase.class.getName();
  private static final String SECOND = TESTS + "#second(org.multihost.migration.Rendezvous)";

  @TempDir Path directory;

  private LoopbackHosts hosts;

  @BeforeEach
  void chooseHosts() throws IOException {
    hosts = LoopbackHosts.in(directory);
  }

  private static void assertBothSay(HostProcess one, HostProcess other, String... texts)
      throws InterruptedException {
    for (HostProcess host : List.of(one, other)) {
      assertThat(host.output(120)).contains("WrongBarrierException").contains(texts);
      assertThat(host.exitCode()).isNotZero();
    }
  }

  @Test
  void whatOnlyOneOfThemWasAskedToRunIsNamed() throws Exception {
    try (HostProcess one = hosts.source().start(TESTS, OtherClassTestCase.class.getName());
        HostProcess other = hosts.destination().start(SECOND)) {
      assertBothSay(
          one,
          other,
          "only on [source]: [test [first(org.multihost.migration.Rendezvous)], class ["
              + OtherClassTestCase.class.getName()
              + "], order of the classes [",
          "start the same tests");
    }
  }

  @Test
  @Tag("long")
  void classesThatTheyRunAreNamed() throws Exception {
    try (HostProcess one = hosts.source().start(TESTS);
        HostProcess other = hosts.destination().start(OtherClassTestCase.class)) {
      assertBothSay(one, other, TESTS, OtherClassTestCase.class.getName());
    }
  }

  @MultihostMigration
  static class OtherClassTestCase {
    @Test
    public void first() {}
  }

  @Test
  void aTestClassThatIsAnotherOneOnOneOfThemIsNamed() throws Exception {
    Path edited = edited(TESTS, "in the first test", "in the other test");
    try (HostProcess one = hosts.source().start(TESTS);
        HostProcess other = hosts.destination().withFirstOnClassPath(edited).start(TESTS)) {
      assertBothSay(
          one,
          other,
          "only on [source]: [test class [" + TESTS + "] with fingerprint [",
          "only on [destination]: [test class [" + TESTS + "] with fingerprint [",
          "built from the same sources");
    }
  }

  @Test
  @Tag("long")
  void anExtensionThatIsAnotherOneOnOneOfThemIsNamed() throws Exception {
    Path edited =
        edited("org.multihost.migration.internal.jupiter.ClassEntry", "driver [", "drives [");
    try (HostProcess one = hosts.source().start(TESTS);
        HostProcess other = hosts.destination().withFirstOnClassPath(edited).start(TESTS)) {
      assertBothSay(
          one,
          other,
          "only on [source]: [extension with fingerprint [",
          "only on [destination]: [extension with fingerprint [");
    }
  }

  /** A directory with the class, one text of which is another one of the same length. */
  private Path edited(String type, String text, String other) throws IOException {
    String file = type.replace('.', '/') + ".class";
    Path target = directory.resolve("edited").resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = HostMain.class.getClassLoader().getResourceAsStream(file)) {
      String bytes = new String(in.readAllBytes(), ISO_8859_1);
      assertThat(bytes).contains(text);
      Files.writeString(target, bytes.replace(text, other), ISO_8859_1);
    }
    return directory.resolve("edited");
  }
}
