package org.multihost.migration.qemu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A directory that is mounted read-only while it is open; needs root. */
final class ReadOnlyHome implements AutoCloseable {

  private final Path directory;

  private ReadOnlyHome(Path directory) {
    this.directory = directory;
  }

  static ReadOnlyHome mount(Path directory) throws IOException, InterruptedException {
    boolean root = "root".equals(System.getProperty("user.name"));
    assumeTrue(root || "true".equals(System.getenv("CI")), "only root can mount a directory");
    run("mount", "--bind", directory.toString(), directory.toString());
    ReadOnlyHome home = new ReadOnlyHome(directory);
    try {
      run("mount", "-o", "remount,ro,bind", directory.toString());
      return home;
    } catch (IOException | InterruptedException failed) {
      home.close();
      throw failed;
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      String output = new String(process.getInputStream().readAllBytes());
      throw new IOException(String.join(" ", command) + ": " + output);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", "--lazy", directory.toString());
  }
}
