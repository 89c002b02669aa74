package org.multihost.migration.oracle;

import java.util.List;
import org.multihost.migration.oracle.HostLog.Began;
import org.multihost.migration.oracle.HostLog.CleanedUp;
import org.multihost.migration.oracle.HostLog.Entry;

/**
 * The rule for the user's own clean-up: it always runs, and nothing interrupts it.
 *
 * @param wrong takes what is not so
 */
record CleanUp(List<String> wrong) {

  void of(Played host) {
    boolean ownInterrupt = host.events().anyMatch(e -> e.action() == Action.SELF_INTERRUPT);
    int open = 0;
    int migrations = 0;
    boolean classOpen = false;
    for (Entry entry : host.log().entries()) {
      if (entry instanceof Began began) {
        switch (began.point()) {
          case BEFORE_ALL -> classOpen = true;
          case BEFORE_EACH -> open++;
          case AFTER_EACH -> open--;
          case AFTER_ALL -> classOpen = false;
          case BEFORE_MIGRATION -> migrations++;
          case CLEAN_UP -> migrations--;
          default -> {
            continue;
          }
        }
        boolean guarded =
            began.point() == Point.BEFORE_EACH || began.point() == Point.BEFORE_MIGRATION;
        if (began.interrupted() && !ownInterrupt && !guarded) {
          wrong.add(
              "no interrupt is left over: host [%s] at [%s]".formatted(host.host(), began.point()));
        }
      }
      if (entry instanceof CleanedUp done && !done.undisturbed() && !ownInterrupt) {
        wrong.add(
            "clean-up is undisturbed: host [%s] at [%s]".formatted(host.host(), done.point()));
      }
    }
    if (open != 0 || classOpen || migrations > 0) {
      wrong.add("what began is cleaned up: host [%s]".formatted(host.host()));
    }
  }
}
