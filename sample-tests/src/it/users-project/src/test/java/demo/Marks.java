package demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files that say which test ran on which host, with the process that started the host; a test that
 * runs twice on one host fails.
 */
public final class Marks {

  private Marks() {}

  public static void leave(String host, String test) {
    try {
      Files.writeString(
          file(host, test), String.valueOf(parent()), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the test has run on that host before. */
  public static boolean has(String host, String test) {
    return Files.exists(file(host, test));
  }

  private static Path file(String host, String test) {
    return Path.of(System.getProperty("demo.marks"), host + "." + test);
  }

  private static long parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }
}
