package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.internal.jupiter.OneHostFailsTests.assertFailedElsewhere;
import static org.multihost.migration.internal.jupiter.TwoHosts.isHost;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.jupiter.OneHostFailsTests.ConstructorTestCase;
import org.multihost.migration.internal.jupiter.OneHostFailsTests.HealthyTestCase;

/** Classes in a suite of JUnit's, where each host is started by itself. */
final class SuitesTests {

  @MultihostMigration(hosts = {"a", "b"})
  static final class SkippedOnBTestCase {
    static boolean isB() {
      return isHost("b");
    }

    @Test
    @DisabledIf(value = "isB", disabledReason = "b has no such device")
    void skips() {}

    @Test
    void runs() {}
  }

  @Suite
  @SelectClasses({ConstructorTestCase.class, SkippedOnBTestCase.class, HealthyTestCase.class})
  static final class SuiteTestCase {}

  @Test
  void whatIsSkippedOrFailsBeforeItBeginsOnOneHostIsKnownToTheOthers() throws IOException {
    TwoHosts hosts =
        TwoHosts.prepare().with("multihost.timeout.code", "10 s").launch(SuiteTestCase.class);

    assertFailedElsewhere(hosts.failures("a"));
    assertThat(hosts.tests("a", Status.FAILED)).hasSize(2);
    assertThat(hosts.tests("a", Status.ABORTED))
        .singleElement()
        .asString()
        .endsWith("[method:skips()]");
    for (String host : List.of("a", "b")) {
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(3);
    }
  }
}
