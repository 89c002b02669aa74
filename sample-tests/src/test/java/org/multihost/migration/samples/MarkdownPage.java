package org.multihost.migration.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file relative to the project's directory
 * @param text the page, in Markdown
 */
record MarkdownPage(Path file, String text) {

  /** Surefire's working directory is the module, an IDE's may be the project. */
  static final Path PROJECT = Files.exists(Path.of("sample-tests")) ? Path.of("") : Path.of("..");

  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+) *(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)]+)\\)");
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  /**
   * A block of code.
   *
   * @param language the word after the fence
   * @param sample the word after that, or nothing
   */
  record Block(String language, String sample, String code) {}

  /** All pages of the project. */
  static List<MarkdownPage> all() throws IOException {
    try (Stream<Path> top = Files.list(PROJECT);
        Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
      Path samples = PROJECT.resolve("sample-tests/README.md");
      return Stream.of(top, docs, Stream.of(samples))
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .map(PROJECT::relativize)
          .sorted()
          .map(MarkdownPage::read)
          .toList();
    }
  }

  /** The page of that path, relative to the project's directory. */
  static MarkdownPage read(Path file) {
    return new MarkdownPage(file, content(PROJECT.resolve(file)));
  }

  static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new AssertionError("Cannot read [" + file + "]", unreadable);
    }
  }

  List<Block> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(block -> new Block(block.group(1), block.group(2), block.group(3)))
        .toList();
  }

  /** The targets of its links to files and headings. */
  Set<String> links() {
    return all(LINK);
  }

  /** The code in its lines, such as names of files and classes. */
  Set<String> spans() {
    return all(SPAN);
  }

  private Set<String> all(Pattern pattern) {
    return pattern
        .matcher(BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  /** The anchors of its headings, as GitHub makes them. */
  Set<String> anchors() {
    Matcher headings = HEADING.matcher(BLOCK.matcher(text).replaceAll(""));
    return headings
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(words -> words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  /** The page or other file that a link leads to. */
  Path target(String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? file : file.resolveSibling(path).normalize();
  }

  /** Whether a link leads to a file, and its anchor to a heading there. */
  boolean leadsSomewhere(String link) {
    Path target = target(link);
    if (!Files.exists(PROJECT.resolve(target))) {
      return false;
    }
    int anchor = link.indexOf('#');
    return anchor < 0 || read(target).anchors().contains(link.substring(anchor + 1));
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
