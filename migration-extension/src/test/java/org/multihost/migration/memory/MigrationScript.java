package org.multihost.migration.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.multihost.migration.MigrationMoment;

/**
 * The course of one migration.
 *
 * @param setup from its start to the first byte of memory
 * @param downtime the least time from the source's STOP to its end
 * @param resume from the source's end to the destination's RESUME
 * @param ending how it ends if nothing goes wrong before
 * @param events what happens on the way
 */
public record MigrationScript(
    Duration setup, Duration downtime, Duration resume, Ending ending, List<Event> events) {

  /** Something that happens when a moment has come, once. */
  public record Event(MigrationMoment moment, Consumer<MemoryMigration> happens) {}

  /** The end of a migration whose memory has all been sent. */
  public enum Ending {
    /** The guest goes on at the destination, and only there. */
    COMPLETES,
    /** Both sides say that they are done, and the guest still runs on the source as well. */
    SOURCE_GOES_ON,
    /** Both sides say that they are done, and the guest runs nowhere. */
    DESTINATION_STANDS_STILL,
    /** The destination does not get the lock of a disk: the guest stands still there. */
    DISK_LOCKED,
    /** The destination cannot read what it was sent; the guest goes on at the source. */
    DESTINATION_REFUSES,
    /** The destination never says that it is done, and the guest does not go on there. */
    DESTINATION_SILENT,
    /** The destination dies in the moment in which the source has ended. */
    DESTINATION_DIES,
    /** The source hears no more of the destination and goes on, and the guest runs there, too. */
    RETURN_PATH_LOST
  }

  /** Completes in a few milliseconds. */
  public static final MigrationScript COMPLETES =
      new MigrationScript(
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Ending.COMPLETES,
          List.of());

  /** Copies the list. */
  public MigrationScript {
    events = List.copyOf(events);
  }

  /** With each time up to a half longer. */
  MigrationScript varied(Random random) {
    return new MigrationScript(
        longer(setup, random), longer(downtime, random), longer(resume, random), ending, events);
  }

  private static Duration longer(Duration time, Random random) {
    return time.plusNanos(Math.round(time.toNanos() * random.nextDouble() / 2));
  }

  /** With another ending. */
  public MigrationScript ending(Ending other) {
    return new MigrationScript(setup, downtime, resume, other, events);
  }

  /** With a downtime of at least that. */
  public MigrationScript downtime(Duration least) {
    return new MigrationScript(setup, least, resume, ending, events);
  }

  /** With that time to the first byte. */
  public MigrationScript setup(Duration time) {
    return new MigrationScript(time, downtime, resume, ending, events);
  }

  /** With that time from the source's end to RESUME. */
  public MigrationScript resume(Duration time) {
    return new MigrationScript(setup, downtime, time, ending, events);
  }

  /** With something that happens at a moment, such as {@code migration -> migration.fail("…")}. */
  public MigrationScript at(MigrationMoment moment, Consumer<MemoryMigration> happens) {
    List<Event> more = new ArrayList<>(events);
    more.add(new Event(moment, happens));
    return new MigrationScript(setup, downtime, resume, ending, more);
  }
}
