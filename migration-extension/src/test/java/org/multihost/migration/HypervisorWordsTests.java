package org.multihost.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A rule of this module: its main code knows no hypervisor. No string, no character and no name of
 * a type, method or variable has a word of QEMU: its name and that of its protocol, its programs
 * and arguments, its image formats, its devices, its run states and its commands. Such text comes
 * from the driver, through the SPI. Comments may name QEMU as an example.
 *
 * <p>One string is allowed: the message for a class path without a driver names the module that has
 * one, because there is no driver that could.
 */
class HypervisorWordsTests {

  private static final Path SOURCES = Path.of("src", "main", "java");

  private static final Pattern WORD =
      Pattern.compile(
          "qemu|qmp|\\bhmp\\b|qcow|\\bqed\\b|\\bvmdk\\b|virtio|vhost|\\bkvm\\b|\\btcg\\b"
              + "|-incoming\\b|\\bexec:|\\bfd:|-machine\\b|-accel\\b|mon:stdio|ctrl-a"
              + "|postmigrate|inmigrate|finish-migrate|prelaunch|multifd|x-colo"
              + "|query-[a-z]|migrate-[a-z]|migrate_set|system_reset|device_add|\\bcont\\b",
          Pattern.CASE_INSENSITIVE);

  private static final String NAMES_THE_MODULE_OF_A_DRIVER =
      "add the test dependency org.multihost:migration-qemu";

  @Test
  void noMainCodeHasAWordOfQemu() throws IOException {
    assertThat(findingsIn(files())).isEmpty();
  }

  @Test
  void theMainCodeIsRead() throws IOException {
    assertThat(files()).hasSizeGreaterThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { String s = \"add -incoming 'exec:cat \"; }",
        "class A { String s = \"look at them with [qemu-img info]\"; }",
        "class A { String s = \"after Ctrl-A C its monitor\"; }",
        "class A { String s = \"vm1\" + \".qcow2\"; }",
        "class A { boolean b(String s) { return s.equals(\"postmigrate\"); } }",
        "class A { int qemuVersion; }",
        "class A { void openQmp() {} }",
        "class VirtioDisk {}"
      })
  void aWordInAStringOrANameIsFound(String code) throws IOException {
    assertThat(findingsIn(List.of(new Text(code)))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/** Such as QEMU's {@code postmigrate}. */ class A {} // -incoming",
        "class A { String s = \"`exec`, `fd`: continue; the incoming VMs; the monitor\"; }",
        "class A { String s = \"" + NAMES_THE_MODULE_OF_A_DRIVER + "\"; }"
      })
  void commentsAndOrdinaryWordsAreAllowed(String code) throws IOException {
    assertThat(findingsIn(List.of(new Text(code)))).isEmpty();
  }

  private static List<JavaFileObject> files() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<JavaFileObject> texts = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        texts.add(new Text(Files.readString(file)));
      }
      return texts;
    }
  }

  private static List<String> findingsIn(List<JavaFileObject> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(null, manager, problem -> {}, List.of("-proc:none"), null, files);
      Findings findings = new Findings();
      for (CompilationUnitTree unit : task.parse()) {
        findings.scan(unit, "");
      }
      return findings.found;
    }
  }

  /** A source text, parsed and not compiled. */
  private static final class Text extends SimpleJavaFileObject {
    private final String code;

    Text(String code) {
      super(URI.create("memory:///Text" + code.hashCode() + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }

  /** The words found, each with the type that has it. */
  private static final class Findings extends TreeScanner<Void, String> {
    private final List<String> found = new ArrayList<>();

    private void look(String text, String type) {
      if (WORD.matcher(text.replace(NAMES_THE_MODULE_OF_A_DRIVER, "")).find()) {
        found.add(type + ": " + text);
      }
    }

    @Override
    public Void visitClass(ClassTree tree, String type) {
      String name = tree.getSimpleName().toString();
      look(name, name);
      return super.visitClass(tree, name);
    }

    @Override
    public Void visitMethod(MethodTree tree, String type) {
      look(tree.getName().toString(), type);
      return super.visitMethod(tree, type);
    }

    @Override
    public Void visitVariable(VariableTree tree, String type) {
      look(tree.getName().toString(), type);
      return super.visitVariable(tree, type);
    }

    @Override
    public Void visitLiteral(LiteralTree tree, String type) {
      if (tree.getKind() == Tree.Kind.STRING_LITERAL || tree.getKind() == Tree.Kind.CHAR_LITERAL) {
        look(String.valueOf(tree.getValue()), type);
      }
      return super.visitLiteral(tree, type);
    }
  }
}
