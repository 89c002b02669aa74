package org.multihost.migration.oracle;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.multihost.migration.oracle.Action.Effect;

/** The time that the hosts of one run of a class may need at most, as the table of waits has it. */
final class NeededTime {

  private final Script script;
  private final List<Played> hosts;

  private NeededTime(Script script, List<Played> hosts) {
    this.script = script;
    this.hosts = hosts;
  }

  /** What the script's own steps take, one after the other at most, and what the rules add. */
  static Duration of(Script script, List<Played> hosts) {
    NeededTime needed = new NeededTime(script, hosts);
    return needed.ofSteps().plus(needed.ofVms()).plus(needed.ofDiagnoses());
  }

  private Duration ofSteps() {
    long slow = events().filter(e -> e.action() == Action.SLOW).mapToLong(Event::number).sum();
    long late = script.late().stream().mapToLong(Integer::longValue).sum();
    return Duration.ofSeconds(slow + late).plusMillis(100);
  }

  /**
   * A host that fails outside of the test leaves no diagnosis; the others wait for it, a little.
   */
  private Duration ofDiagnoses() {
    long failing = events().filter(e -> e.action() != Action.SLOW).count();
    return Duration.ofSeconds(3).multipliedBy(failing);
  }

  /** Boots, migrations, and the examination of what failed. */
  private Duration ofVms() {
    long happened = events().filter(e -> e.action().effect() != Effect.NONE).count();
    return script.shape().vms() == 0 ? Duration.ZERO : Duration.ofSeconds(5 + 200 * happened);
  }

  private Stream<Event> events() {
    return hosts.stream().flatMap(Played::events);
  }
}
