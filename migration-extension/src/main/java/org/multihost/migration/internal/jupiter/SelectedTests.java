package org.multihost.migration.internal.jupiter;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.junit.SessionStore;
import org.multihost.migration.internal.rendezvous.HostConnection;

/**
 * The tests that this process was asked to run. An extension by itself sees only one test after
 * another.
 */
record SelectedTests(List<OfClass> classes) {

  /**
   * A class with its selected tests.
   *
   * @param id its unique id
   * @param hosts the hosts that its annotation names
   * @param tests the names of its tests
   */
  record OfClass(String id, String name, List<String> hosts, List<String> tests) {}

  /** Passes the selected tests to extensions. */
  void announce(SessionStore launcherSession) {
    launcherSession.put(SelectedTests.class, this);
  }

  /** Returns the tests that were announced last; empty if none were announced. */
  static SelectedTests of(ExtensionContext context) {
    return SessionStore.of(context)
        .get(SelectedTests.class)
        .orElseGet(() -> new SelectedTests(List.of()));
  }

  /**
   * Lists the tests of a class, and the other classes of the same hosts with their order, for a
   * comparison between hosts.
   */
  List<String> facts(String classId) {
    return classes.stream()
        .filter(each -> each.id().equals(classId))
        .flatMap(own -> Stream.of(testsOf(own), classesBeside(own), order(own)))
        .flatMap(facts -> facts)
        .toList();
  }

  private static Stream<String> testsOf(OfClass own) {
    return own.tests().stream().map(test -> "test [" + test + "]");
  }

  private Stream<String> order(OfClass own) {
    List<String> names =
        classes.stream()
            .filter(each -> each.hosts().equals(own.hosts()))
            .map(OfClass::name)
            .toList();
    return names.size() < 2 ? Stream.empty() : Stream.of(HostConnection.ORDER + names);
  }

  private Stream<String> classesBeside(OfClass own) {
    return classes.stream()
        .filter(each -> !each.equals(own) && each.hosts().equals(own.hosts()))
        .map(each -> "class [" + each.name() + "]")
        .sorted();
  }
}
