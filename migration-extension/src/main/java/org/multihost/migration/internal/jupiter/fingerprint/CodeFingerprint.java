package org.multihost.migration.internal.jupiter.fingerprint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.multihost.migration.internal.wire.Fingerprint;

/**
 * A fingerprint of code, which is equal on two hosts if their code is the same; the compilers and
 * the packaging may differ.
 */
public final class CodeFingerprint {

  private static final String UNKNOWN = "unknown";

  private final SortedMap<String, SortedSet<String>> constants = new TreeMap<>();

  private CodeFingerprint() {}

  /**
   * Computes the fingerprint of a class with all its nest members; {@code unknown} if a class file
   * is not accessible.
   */
  public static String of(Class<?> type) {
    CodeFingerprint fingerprint = new CodeFingerprint();
    try {
      for (Class<?> member : type.getNestMembers()) {
        String file = member.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
          if (in == null) {
            return UNKNOWN;
          }
          fingerprint.add(file, in);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read class [" + type.getName() + "]", e);
    }
    return fingerprint.text();
  }

  /**
   * Computes the fingerprint of all code in the same jar or directory; {@code unknown} if the code
   * comes from neither.
   */
  public static String ofOriginOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || !source.getLocation().getProtocol().equals("file")) {
      return UNKNOWN;
    }
    Path origin = Path.of(URI.create(source.getLocation().toString()));
    try {
      if (Files.isDirectory(origin)) {
        return ofTree(origin);
      }
      try (FileSystem jar = FileSystems.newFileSystem(origin)) {
        return ofTree(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the code in [" + origin + "]", e);
    }
  }

  public static String ofTree(Path root) throws IOException {
    CodeFingerprint fingerprint = new CodeFingerprint();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
          fingerprint.add(root.relativize(file).toString(), in);
        }
      }
    }
    return fingerprint.text();
  }

  /** Adds constants under the top-level class: the nested classes depend partly on the compiler. */
  private void add(String file, InputStream classFile) throws IOException {
    String topLevel = file.replaceFirst("(\\$.*)?\\.class$", "");
    constants
        .computeIfAbsent(topLevel, each -> new TreeSet<>())
        .addAll(ClassConstants.of(classFile));
  }

  private String text() {
    StringBuilder all = new StringBuilder();
    constants.forEach((type, of) -> all.append(type).append(of));
    return Fingerprint.of(all.toString());
  }
}
