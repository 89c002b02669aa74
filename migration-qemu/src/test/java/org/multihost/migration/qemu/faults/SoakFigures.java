package org.multihost.migration.qemu.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a long run has shown so far. */
final class SoakFigures {

  private final List<String> wrongs = new ArrayList<>();
  private final List<String> memory = new ArrayList<>();
  private Duration time = Duration.ZERO;
  private int hops;
  private int faults;
  private int survived;
  private int falseVerdicts;
  private int leftovers;

  /** One round: so many hops, one of them with a fault. */
  public void add(
      int roundHops, Duration duration, List<String> ofFault, List<String> ofHops, int left) {
    hops += roundHops;
    time = time.plus(duration);
    faults++;
    survived += ofFault.isEmpty() ? 1 : 0;
    falseVerdicts += (ofFault.isEmpty() ? 0 : 1) + (ofHops.isEmpty() ? 0 : 1);
    leftovers += left;
    wrongs.addAll(ofFault);
    wrongs.addAll(ofHops);
  }

  public void memory(String when, String what) {
    memory.add(when + ": " + what);
  }

  List<String> wrongs() {
    return wrongs;
  }

  /** As a table. */
  public String text(long seed) {
    return """
        | Figure | |
        |---|---|
        | hops | %d |
        | hops a minute | %.1f |
        | faults, survived | %d, %d |
        | false verdicts | %d |
        | leftovers | %d |
        | memory of the JVMs | %s |
        | seed | %d |
        """
        .formatted(
            hops,
            hops * 60_000.0 / Math.max(1, time.toMillis()),
            faults,
            survived,
            falseVerdicts,
            leftovers,
            String.join("; ", memory),
            seed);
  }
}
