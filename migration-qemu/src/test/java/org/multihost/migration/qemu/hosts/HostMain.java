package org.multihost.migration.qemu.hosts;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * A JVM that is one host, as a user starts it on each machine: an ordinary run of the JUnit
 * Platform.
 */
public final class HostMain {

  /** What a failure begins with, as the summary prints it. */
  static final String FAILURE = "=> ";

  private HostMain() {}

  /**
   * Runs what is named, classes or methods, with this JVM's system properties; exits with 1 if
   * anything failed.
   */
  public static void main(String[] arguments) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    try (LauncherSession session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(Stream.of(arguments).map(HostMain::selected).toList())
                  .build(),
              summary);
    }
    PrintWriter out = new PrintWriter(System.out);
    summary.getSummary().printFailuresTo(out, 200);
    out.printf("tests: %d successful%n", summary.getSummary().getTestsSucceededCount());
    out.flush();
    System.exit(summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
  }

  private static DiscoverySelector selected(String name) {
    return name.contains("#") ? selectMethod(name) : selectClass(name);
  }
}
