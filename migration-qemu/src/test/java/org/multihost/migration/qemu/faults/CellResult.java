package org.multihost.migration.qemu.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What became of a cell.
 *
 * @param isSet whether the fault was set at all
 * @param knew how long after the fault each host knew of it
 */
record CellResult(
    FaultCell cell,
    boolean isSet,
    Verdicts verdicts,
    Map<String, Duration> knew,
    CellTraces traces) {

  /**
   * The stack trace of each host's failure, empty where there was none.
   *
   * @param afterwards the same, of the class that came after
   */
  record Verdicts(Map<String, String> failures, Map<String, String> afterwards) {}

  /** The hosts of every cell; the first has the coordinator. */
  static final List<String> HOSTS = List.of("source", "destination", "witness");

  private static final String WRAPPER =
      "org.junit.platform.commons.JUnitException: Failed to close extension context";

  /** How long the last host that is still there took to know; empty if nothing was to be known. */
  Optional<Duration> detection() {
    return knew.entrySet().stream()
        .filter(entry -> survives(entry.getKey()))
        .map(Map.Entry::getValue)
        .max(Duration::compareTo);
  }

  private boolean survives(String host) {
    return !cell.fault().losesHost() || !host.equals(cell.host());
  }

  /** All that is wrong with it; empty if it is as it must be. */
  List<String> wrongs(Duration patience) {
    List<String> wrongs = new ArrayList<>();
    if (!isSet) {
      wrongs.add("its fault was not set");
    }
    HOSTS.forEach(host -> verify(host, patience, wrongs));
    HOSTS.forEach(host -> verifyAfterwards(host, wrongs));
    if (!cell.fault().runsTwice()) {
      wrongs.addAll(traces.conflicts());
    }
    traces.leftovers().forEach(left -> wrongs.add("left over: " + left));
    return wrongs;
  }

  private void verifyAfterwards(String host, List<String> wrongs) {
    String failure = verdicts.afterwards().getOrDefault(host, "did not run");
    if (!failure.isEmpty()) {
      wrongs.add("[%s] afterwards: %s".formatted(host, failure));
    }
  }

  private void verify(String host, Duration patience, List<String> wrongs) {
    if (cell.fault().endsRun()) {
      verifyKnown(host, "did not end", patience, wrongs);
      return;
    }
    String failure = verdicts.failures().getOrDefault(host, "did not run");
    if (!cell.fault().fails()) {
      if (!failure.isEmpty()) {
        wrongs.add("[" + host + "] was to succeed: " + failure);
      }
    } else if (failure.isEmpty()) {
      if (!mayHavePassed(host)) {
        wrongs.add("[" + host + "] was to fail, and succeeded");
      }
    } else if (survives(host)) {
      verifyFailure(host, failure, patience, wrongs);
    }
  }

  /** A host that was through with the test before another one was lost. */
  private boolean mayHavePassed(String host) {
    boolean losesOne = cell.fault().losesHost() || cell.fault().partsHosts();
    return cell.point() == FaultPoint.FINISHED && survives(host) && losesOne;
  }

  private void verifyFailure(String host, String failure, Duration patience, List<String> wrongs) {
    String headline = headline(failure);
    Pattern cause = causeAt(host);
    Predicate<String> isCause = cause.asPredicate();
    if (!isCause.test(failure)) {
      wrongs.add("[%s] does not say [%s]: %s".formatted(host, cause, failure));
    } else if (!isCause.test(headline) && !namesPlace(host, headline)) {
      wrongs.add("[%s] has another headline: %s".formatted(host, failure));
    }
    verifyKnown(host, "did not say on its console that the test has failed", patience, wrongs);
  }

  /** Without what JUnit puts around a failure in the end of a class. */
  private static String headline(String failure) {
    boolean wrapped = failure.startsWith(WRAPPER);
    return failure
        .lines()
        .filter(line -> !wrapped || line.startsWith("Caused by"))
        .findFirst()
        .orElse("");
  }

  /** The host that it has met need not say its own name, if it says that of its machine. */
  private boolean namesPlace(String host, String headline) {
    return headline.contains("[" + cell.host() + "]")
        || host.equals(cell.host()) && headline.contains("[vm1]");
  }

  /** A host whose own cable is cut takes any of the others for lost. */
  private Pattern causeAt(String host) {
    boolean parted = cell.fault().partsHosts() && host.equals(cell.host());
    return cell.fault().cause(parted ? ".*" : cell.host());
  }

  private void verifyKnown(String host, String ifNot, Duration patience, List<String> wrongs) {
    Duration knowing = knew.get(host);
    if (knowing == null) {
      wrongs.add("[%s] %s".formatted(host, ifNot));
    } else if (knowing.compareTo(cell.goal().plus(patience)) > 0) {
      wrongs.add("[%s] knew after %d ms".formatted(host, knowing.toMillis()));
    }
  }
}
