import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The measured table of the project's shape: sizes of files and methods, the share of public types,
 * how Javadoc begins. Run it with {@code java setup/Measure.java}, for another project with its
 * directory as the argument.
 */
public final class Measure {

  private static final Pattern QUESTION =
      Pattern.compile(
          "(What|Who|Whose|Whom|How|Where|When|Why|Whether|Which)\\b.*", Pattern.DOTALL);

  private static final int MOST_TYPES = 25;

  private final List<Integer> fileLines = new ArrayList<>();
  private final List<Integer> methodLines = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();
  private final Map<String, List<String>> names = new TreeMap<>();
  private final Map<String, Integer> packages = new TreeMap<>();
  private int types;
  private int publicTypes;
  private int usersTypes;
  private int classes;
  private int finalClasses;

  private Measure() {}

  public static void main(String[] arguments) throws IOException {
    Path project = Path.of(arguments.length == 0 ? "." : arguments[0]);
    List<Path> main = sources(project, "main");
    Measure measure = new Measure();
    measure.read(main);
    measure.print(project, main, sources(project, "test"));
  }

  private static List<Path> sources(Path project, String kind) throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/" + kind + "/java/"))
          .filter(file -> !file.toString().contains("/src/it/"))
          .sorted()
          .toList();
    }
  }

  private static int lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return (int) lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void read(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  d -> {},
                  List.of(),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        Path file = Path.of(unit.getSourceFile().toUri());
        fileLines.add(lines(file));
        if (!file.endsWith("package-info.java")) {
          packages.merge(file.getParent().toString(), 1, Integer::sum);
        }
        new Scanner(unit, trees).scan(unit, null);
      }
    }
  }

  private final class Scanner extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final SourcePositions positions;

    Scanner(CompilationUnitTree unit, DocTrees trees) {
      this.unit = unit;
      this.trees = trees;
      this.positions = trees.getSourcePositions();
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      TreePath path = getCurrentPath();
      if (!type.getSimpleName().isEmpty()) {
        askJavadoc(type, path);
      }
      if (path.getParentPath().getLeaf() instanceof CompilationUnitTree) {
        countTopLevel(type);
      }
      return super.visitClass(type, nothing);
    }

    private void askJavadoc(ClassTree type, TreePath path) {
      DocCommentTree doc = trees.getDocCommentTree(path);
      if (doc != null && QUESTION.matcher(doc.toString().strip()).matches()) {
        questions.add(
            type.getSimpleName() + ": " + doc.toString().strip().lines().findFirst().orElse(""));
      }
    }

    private void countTopLevel(ClassTree type) {
      types++;
      boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
      publicTypes += isPublic ? 1 : 0;
      usersTypes += isPublic && isForUsers(type) ? 1 : 0;
      String module = Path.of(unit.getSourceFile().toUri()).toString().replaceFirst("(.*)/src/.*", "$1");
      names
          .computeIfAbsent(
              module.replaceFirst(".*/", "") + " " + type.getSimpleName(), key -> new ArrayList<>())
          .add(String.valueOf(unit.getPackageName()));
      if (type.getKind() == Tree.Kind.CLASS
          && !type.getModifiers().getFlags().contains(Modifier.ABSTRACT)) {
        classes++;
        finalClasses += type.getModifiers().getFlags().contains(Modifier.FINAL) ? 1 : 0;
      }
    }

    private static boolean isForUsers(ClassTree type) {
      return type.getModifiers().getAnnotations().stream()
          .map(Tree::toString)
          .anyMatch(text -> text.startsWith("@API(") && !text.contains("INTERNAL"));
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (method.getBody() != null && positions.getStartPosition(unit, method) >= 0) {
        LineMap map = unit.getLineMap();
        long first = map.getLineNumber(positions.getStartPosition(unit, method));
        long last = map.getLineNumber(positions.getEndPosition(unit, method));
        methodLines.add((int) (last - first + 1));
      }
      return super.visitMethod(method, nothing);
    }
  }

  private void print(Path project, List<Path> main, List<Path> test) throws IOException {
    int mainLines = main.stream().mapToInt(Measure::lines).sum();
    int testLines = test.stream().mapToInt(Measure::lines).sum();
    row("main files · lines", main.size() + " · " + mainLines);
    row("lines per file, median / p90 / max", spread(fileLines));
    row("lines per method, median / p90 / max", spread(methodLines));
    row("public top-level types", Math.round(100.0 * publicTypes / types) + " %");
    row("types for users, by @API", Math.round(100.0 * usersTypes / types) + " %");
    row("final classes", finalClasses + " of " + classes);
    row("test lines per main line", "%.2f".formatted((double) testLines / mainLines));
    Map<String, Long> byModule =
        main.stream()
            .collect(
                Collectors.groupingBy(
                    this::module, TreeMap::new, Collectors.summingLong(Measure::lines)));
    for (String module : byModule.keySet()) {
      long tests =
          test.stream().filter(f -> module(f).equals(module)).mapToLong(Measure::lines).sum();
      row(
          "test lines per main line, " + module,
          "%.2f".formatted((double) tests / byModule.get(module)));
    }
    Path readme = project.resolve("README.md");
    if (Files.exists(readme)) {
      row(
          "README",
          Files.size(readme)
              + " bytes, "
              + Files.readString(readme).split("\\s+").length
              + " words");
    }
    row("type Javadocs that begin with a question word", questions.size() + " of " + types);
    questions.forEach(question -> row("", question));
    row("types of the largest packages", largest());
    row("packages of more than " + MOST_TYPES + " types, but for the API", crowded());
    row(
        "simple names that stand twice in a module",
        String.valueOf(
            names.entrySet().stream()
                .filter(e -> e.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .filter(n -> !n.endsWith("package-info"))
                .toList()));
  }

  private String module(Path file) {
    return file.toString().replaceFirst("(.*)/src/.*", "$1").replaceFirst(".*/", "");
  }

  private String largest() {
    return packages.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(5)
        .map(entry -> entry.getKey().replaceFirst(".*/java/", "") + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private String crowded() {
    return packages.entrySet().stream()
        .filter(entry -> entry.getValue() > MOST_TYPES)
        .map(entry -> entry.getKey().replaceFirst(".*/java/", ""))
        .filter(name -> !name.equals("org/multihost/migration"))
        .toList()
        .toString();
  }

  private static String spread(List<Integer> numbers) {
    List<Integer> sorted = new ArrayList<>(numbers);
    Collections.sort(sorted);
    return "%d / %d / %d"
        .formatted(at(sorted, 0.5), at(sorted, 0.9), sorted.get(sorted.size() - 1));
  }

  private static int at(List<Integer> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
  }

  private static void row(String what, String figure) {
    System.out.println("| " + what + " | " + figure + " |");
  }
}
