package org.multihost.migration.internal.controller.process;

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
 * JUnit's console launcher creates for its option {@code --class-path}.
 */
final class LoaderClassPath {

  private LoaderClassPath() {}

  /** Lists the files and directories in the order in which they are searched: parents first. */
  static List<String> of(@Nullable ClassLoader loader) {
    Deque<URLClassLoader> parentsFirst = new ArrayDeque<>();
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      if (each instanceof URLClassLoader withUrls) {
        parentsFirst.addFirst(withUrls);
      }
    }
    return parentsFirst.stream()
        .flatMap(each -> Arrays.stream(each.getURLs()))
        .flatMap(LoaderClassPath::file)
        .distinct()
        .toList();
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
