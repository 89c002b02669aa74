package org.multihost.migration.qemu.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestSnapshotsTests {

  @TempDir Path directory;

  private final AtomicInteger boots = new AtomicInteger();
  private GuestSnapshots guests;

  @BeforeEach
  public void open() {
    guests = new GuestSnapshots(directory.resolve("booted"));
  }

  private String boot(Path state) throws IOException {
    Files.writeString(state, "state " + boots.incrementAndGet());
    return "console";
  }

  @Test
  void bootsAGuestOfAKindOnce() throws Exception {
    GuestSnapshot first = guests.get("a", this::boot).orElseThrow();
    GuestSnapshot again = guests.get("a", this::boot).orElseThrow();
    GuestSnapshot other = guests.get("b", this::boot).orElseThrow();

    assertThat(again).isEqualTo(first);
    assertThat(again.state()).hasContent("state 1");
    assertThat(again.console()).hasContent("console");
    assertThat(other.state()).hasContent("state 2");
  }

  @Test
  void bootsItAnewWhenItWasDiscarded() throws Exception {
    guests.get("a", this::boot).orElseThrow().discard();

    assertThat(guests.get("a", this::boot).orElseThrow().state()).hasContent("state 2");
  }

  @Test
  void keepsNothingOfABootThatFailed() throws Exception {
    assertThatIOException()
        .isThrownBy(
            () ->
                guests.get(
                    "a",
                    state -> {
                      boot(state);
                      throw new IOException("the disk is full");
                    }))
        .withMessage("the disk is full");

    assertThat(guests.get("a", this::boot).orElseThrow().state()).hasContent("state 2");
    assertThat(directory.resolve("booted/a/state.new")).doesNotExist();
  }

  @Test
  void doesNotWaitForWhoeverBootsIt() throws Exception {
    Optional<GuestSnapshot> made =
        guests.get(
            "a",
            state -> {
              assertThat(got("a")).isEmpty();
              assertThat(got("b")).isPresent();
              return boot(state);
            });

    assertThat(made).isPresent();
    assertThat(boots).hasValue(2);
  }

  private Optional<GuestSnapshot> got(String name) throws IOException, InterruptedException {
    return guests.get(name, this::boot);
  }

  @Test
  void keepsThoseThatWereUsedLast() throws Exception {
    Instant longAgo = Instant.now().minusSeconds(1000);
    for (int i = 0; i < 12; i++) {
      Path state = guests.get("old" + i, this::boot).orElseThrow().state();
      Files.setLastModifiedTime(state, FileTime.from(longAgo.plusSeconds(i)));
    }
    guests.get("old0", this::boot);

    guests.get("new", this::boot);

    assertThat(directory.resolve("booted/old0/state")).exists();
    assertThat(directory.resolve("booted/old1/state")).doesNotExist();
    assertThat(directory.resolve("booted/old2/state")).exists();
    assertThat(directory.resolve("booted/new/state")).exists();
  }
}
