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
import org.multihost.migration.qemu.hosts.HostLaunch;
import org.multihost.migration.qemu.hosts.HostProcess;

/**
 * Several classes of two hosts, each started as a person does: in one JVM, or one after another.
 */
@Timeout(300)
class SeveralClassesTests {

  private static final long PATIENCE = 120;
  private static final String FIRST = FirstTestCase.class.getName();
  private static final String SECOND = SecondTestCase.class.getName();

  @TempDir Path directory;

  private HostLaunch source;
  private HostLaunch destination;

  @BeforeEach
  void choosePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String hosts = "source=127.0.0.1:" + free.getLocalPort() + ",destination=127.0.0.2";
      source = HostLaunch.of("source", hosts, directory);
      destination = HostLaunch.of("destination", hosts, directory);
    }
  }

  /** As of a build tool that takes the classes as the file system lists them. */
  @Test
  void anotherOrderIsAnErrorAtOnceThatHasBothOrdersAndTheRemedy() throws Exception {
    try (HostProcess one = source.start(FIRST, SECOND);
        HostProcess other = destination.start(SECOND, FIRST)) {
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
            source
                .with("-D%s=%d".formatted(FirstTestCase.HOLDER, holder.getLocalPort()))
                .start(FIRST);
        HostProcess quick = destination.start(FIRST);
        Socket held = holder.accept()) {
      assertSucceeds(quick);
      try (HostProcess early = destination.start(SECOND)) {
        early.awaitLine("is ending", PATIENCE);
        held.close();
        assertSucceeds(slow);
        try (HostProcess next = source.start(SECOND)) {
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
