package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.multihost.migration.qemu.Gate;

/**
 * A Java home from which the first worker of one host starts late, or never: its program waits at a
 * gate until it becomes Java. It is this JVM's own while it is open.
 */
final class LateWorker implements AutoCloseable {

  /** Longer than the other workers take to start. */
  private static final Duration DELAY = Duration.ofSeconds(3);

  private static final String HOME = "java.home";

  private static final String PROGRAM =
      """
      #!/bin/sh
      case "$*" in
        *"/%1$s.class-path.args "*)
          if [ ! -e '%2$s' ]; then
            date +%%s%%3N >'%3$s'
            : >'%2$s'
            read -r go <'%4$s'
          fi ;;
      esac
      exec '%5$s/bin/java' "$@"
      """;

  private final String homeBefore;
  private final Path place;
  private final FileChannel word;

  private LateWorker(String homeBefore, Path place, FileChannel word) {
    this.homeBefore = homeBefore;
    this.place = place;
    this.word = word;
  }

  /** The first worker of that host does not come, until it is let go. */
  public static LateWorker of(String host, FaultFiles files)
      throws IOException, InterruptedException {
    Path place =
        Files.createDirectories(files.directory().resolve("java-home-" + System.nanoTime()));
    Path gate = Gate.at(place.resolve("gate"));
    String before = System.getProperty(HOME);
    try (Stream<Path> parts = Files.list(Path.of(before))) {
      for (Path part : parts.filter(each -> !each.endsWith("bin")).toList()) {
        Files.createSymbolicLink(place.resolve(part.getFileName()), part);
      }
    }
    String program =
        PROGRAM.formatted(
            host, files.file(FaultSite.SET), files.file(FaultSite.FAULT), gate, before);
    Path java = Files.createDirectories(place.resolve("bin")).resolve("java");
    Files.writeString(java, program);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    System.setProperty(HOME, place.toString());
    return new LateWorker(
        before, place, FileChannel.open(gate, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Lets it go when the others have had the time to start. */
  void comesLate() {
    CompletableFuture.runAsync(
        this::letGo, CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** The word stays in the pipe for a program that comes to the gate only later. */
  private void letGo() {
    try {
      word.write(ByteBuffer.wrap("go\n".getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      // The test then fails by what it does not expect; this says why.
      e.printStackTrace();
    }
  }

  @Override
  public void close() throws IOException {
    System.setProperty(HOME, homeBefore);
    word.close();
    // Links are not followed.
    try (Stream<Path> all = Files.walk(place)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
