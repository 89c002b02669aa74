package org.multihost.migration.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The behaviour of a guest.
 *
 * @param boot from the start of its process to a shell
 * @param lines what it writes to its console, and when, counted in time that it runs
 * @param answers of its shell to commands; others are answered by {@link MemoryShell}
 * @param dirtyRate bytes of memory that it writes in a second
 * @param used bytes of its memory that are not zero
 */
public record GuestScript(
    Duration boot,
    List<ConsoleLine> lines,
    Map<String, Answer> answers,
    long dirtyRate,
    long used) {

  /** A line on the console, so long after the start. */
  public record ConsoleLine(Duration at, String text) {}

  /** Boots at once, and is idle. */
  public static final GuestScript IDLE =
      new GuestScript(Duration.ZERO, List.of(), Map.of(), 0, 4 << 20);

  /** Copies the collections. */
  public GuestScript {
    lines = List.copyOf(lines);
    answers = Map.copyOf(answers);
  }

  /** Boots in that time. */
  public GuestScript booting(Duration time) {
    return new GuestScript(time, lines, answers, dirtyRate, used);
  }

  /** Writes also that line; one with {@code Kernel panic} is the guest's end. */
  public GuestScript writing(Duration at, String text) {
    List<ConsoleLine> more = new ArrayList<>(lines);
    more.add(new ConsoleLine(at, text));
    return new GuestScript(boot, more, answers, dirtyRate, used);
  }

  /** Answers also that command. */
  public GuestScript answering(String command, Answer answer) {
    Map<String, Answer> more = new HashMap<>(answers);
    more.put(command, answer);
    return new GuestScript(boot, lines, more, dirtyRate, used);
  }

  /** Writes so many bytes of its memory in a second. */
  public GuestScript dirtying(long bytesPerSecond) {
    return new GuestScript(boot, lines, answers, bytesPerSecond, used);
  }

  /** Uses so many bytes of its memory. */
  public GuestScript using(long bytes) {
    return new GuestScript(boot, lines, answers, dirtyRate, bytes);
  }
}
