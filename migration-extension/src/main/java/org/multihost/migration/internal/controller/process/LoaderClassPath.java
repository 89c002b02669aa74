package org.multihost.migration.internal.controller.process;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The class path of the class loaders between a thread's own and the JVM's, such as the loader that
 * JUnit's console launcher creates for its option {@code --class-path}, or Ant for a nested class
 * path.
 */
final class LoaderClassPath {

  private LoaderClassPath() {}

  /** Lists the files and directories in the order in which they are searched: parents first. */
  static List<String> of(@Nullable ClassLoader loader) {
    Deque<ClassLoader> parentsFirst = new ArrayDeque<>();
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      parentsFirst.addFirst(each);
    }
    return parentsFirst.stream().flatMap(LoaderClassPath::entries).distinct().toList();
  }

  private static Stream<String> entries(ClassLoader loader) {
    return loader instanceof URLClassLoader withUrls
        ? Arrays.stream(withUrls.getURLs()).flatMap(LoaderClassPath::file)
        : text(loader);
  }

  /** The class path of a loader of another type, which tells it as Ant's does. */
  private static Stream<String> text(ClassLoader loader) {
    try {
      Object text = loader.getClass().getMethod("getClasspath").invoke(loader);
      return text instanceof String path
          ? Arrays.stream(path.split(File.pathSeparator)).filter(entry -> !entry.isEmpty())
          : Stream.empty();
    } catch (ReflectiveOperationException | RuntimeException notTold) {
      return Stream.empty();
    }
  }

  private static Stream<String> file(URL url) {
    try {
      return url.getProtocol().equals("file")
          ? Stream.of(Path.of(url.toURI()).toString())
          : Stream.empty();
    } catch (URISyntaxException | IllegalArgumentException notAFile) {
      return Stream.empty();
    }
  }
}
