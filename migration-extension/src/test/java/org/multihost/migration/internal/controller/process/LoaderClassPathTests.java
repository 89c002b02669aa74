package org.multihost.migration.internal.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LoaderClassPathTests {

  private static URL url(String path) throws IOException {
    return Path.of(path).toUri().toURL();
  }

  @Test
  void parentsComeFirstAndEachFileOnce() throws IOException {
    try (URLClassLoader parent =
            new URLClassLoader(new URL[] {url("/a.jar"), url("/b.jar")}, null);
        URLClassLoader child =
            new URLClassLoader(new URL[] {url("/c d.jar"), url("/a.jar")}, parent)) {
      assertThat(LoaderClassPath.of(child)).containsExactly("/a.jar", "/b.jar", "/c d.jar");
    }
  }

  @Test
  void whatIsNotAFileIsLeftOut() throws IOException {
    URL[] urls = {URI.create("http://example.org/a.jar").toURL(), url("/b.jar")};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      assertThat(LoaderClassPath.of(loader)).containsExactly("/b.jar");
    }
  }

  @Test
  void theLoadersOfTheJvmItselfHaveNone() {
    assertThat(LoaderClassPath.of(ClassLoader.getSystemClassLoader())).isEmpty();
    assertThat(LoaderClassPath.of(null)).isEmpty();
  }

  /** As Ant's does. */
  public static final class TellingLoader extends ClassLoader {
    public String getClasspath() {
      return String.join(File.pathSeparator, "/a.jar", "/classes");
    }
  }

  @Test
  void aLoaderOfAnotherTypeIsAskedForItsClassPath() {
    assertThat(LoaderClassPath.of(new TellingLoader())).containsExactly("/a.jar", "/classes");
  }
}
