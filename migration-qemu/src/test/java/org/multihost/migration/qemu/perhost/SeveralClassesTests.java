package org.multihost.migration.qemu.perhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.hosts.HostProcess;
import org.multihost.migration.qemu.hosts.LoopbackHosts;

/**
 * Several classes of two hosts, each started as a person does: in one JVM, or one after another.
 */
@Timeout(300)
class SeveralClassesTests {

  private static final long PATIENCE = 120;
  private static final String FIRST = FirstTestCase.class.getName();
  private static final String SECOND = SecondTestCase.class.getName();

  @TempDir Path directory;

  private LoopbackHosts hosts;

  @BeforeEach
  void chooseHosts() throws IOException {
    hosts = LoopbackHosts.in(directory);
  }

  /** As of a build tool that takes the classes as the file system lists them. */
  @Test
  void anotherOrderIsAnErrorAtOnceThatHasBothOrdersAndTheRemedy() throws Exception {
    try (HostProcess one = hosts.source().start(FIRST, SECOND);
        HostProcess other = hosts.destination().start(SECOND, FIRST)) {
      for (HostProcess host : List.of(one, other)) {
        assertThat(host.output(PATIENCE))
            .contains(
                "WrongBarrierException",
                "order of the classes [" + FIRST + ", " + SECOND + "]",
                "order of the classes [" + SECOND + ", " + FIRST + "]",
                "-Dsurefire.runOrder=alphabetical",
                "junit.jupiter.testclass.order.default");
        assertThat(host.exitCode()).isNotZero();
      }
    }
  }

  /** As with Surefire's {@code reuseForks=false}, and with modules that a build tests in turn. */
  @Test
  void aJvmForEachClassMeetsInTheNextRunThoughOneComesWhileTheLastOneEnds() throws Exception {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HostProcess slow =
            hosts
                .source()
                .with("-D%s=%d".formatted(FirstTestCase.HOLDER, holder.getLocalPort()))
                .start(FIRST);
        HostProcess quick = hosts.destination().start(FIRST);
        Socket held = holder.accept()) {
      assertSucceeds(quick);
      try (HostProcess early = hosts.destination().start(SECOND)) {
        early.awaitLine("is ending", PATIENCE);
        held.close();
        assertSucceeds(slow);
        try (HostProcess next = hosts.source().start(SECOND)) {
          assertSucceeds(next);
          assertSucceeds(early);
        }
      }
    }
  }

  private static void assertSucceeds(HostProcess host) throws InterruptedException {
    assertThat(host.output(PATIENCE)).contains("tests: 1 successful");
    assertThat(host.exitCode()).isZero();
  }
}
