package org.multihost.migration.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host's recording, and what is left of it when the host is killed while it writes. */
final class RecordingTests {

  private static final Recorded EVENT = new Recorded.Event(1, "vm1", "STOP", "{}ä");

  @TempDir Path directory;

  @Test
  void anEntryThatCannotBePassedOnFailsNothing() {
    Recording recording =
        Recording.in(directory)
            .and(
                line -> {
                  throw new IllegalStateException("the connection is closed");
                });

    assertThat(recording.barrier("name", List.of("a"), () -> "met")).isEqualTo("met");
    assertThat(directory.resolve(Recording.FILE)).isNotEmptyFile();
  }

  @Test
  void aLastLineThatWasCutOffAnywhereIsLeftOut() throws IOException {
    Path file = directory.resolve(Recording.FILE);
    Recording.in(directory).of("test").add(EVENT);
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, whole.length + length);
      System.arraycopy(whole, 0, cut, whole.length, length);
      Files.write(file, cut);

      assertThat(Recording.read(file))
          .as("cut off after %d bytes", length)
          .containsExactly(new Recording.Line("test", EVENT));
    }
  }
}
