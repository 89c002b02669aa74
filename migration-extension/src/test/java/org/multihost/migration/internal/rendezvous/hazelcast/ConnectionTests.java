package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.rendezvous.ConnectionSettings;
import org.multihost.migration.internal.rendezvous.CoordinatorSettings;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.rendezvous.TurnedAway;

/** How a run starts and ends, and whom it lets in. */
final class ConnectionTests {

  private static final Duration LONG = Duration.ofSeconds(60);

  private static ConnectionSettings settings(String host, int port, String secret) {
    return new ConnectionSettings(
        host,
        ChildProcess.loopback(port),
        secret,
        "Host [source]",
        LONG,
        HazelcastTestRun.SILENCE,
        notice -> {});
  }

  private static Coordinator coordinator(int port, String secret, String run) {
    return Coordinator.start(
        new CoordinatorSettings(
            ChildProcess.loopback(port), secret, run, HazelcastTestRun.SILENCE));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void turnsAwayAHostWithAnotherSecretAtOnce() {
    try (Coordinator coordinator = coordinator(0, "right", "r")) {
      long start = System.nanoTime();
      assertThatThrownBy(
              () ->
                  Connections.connect(
                      settings("destination", coordinator.address().getPort(), "wrong")))
          .isInstanceOf(MultihostConfigurationException.class)
          .hasMessageContaining("Host [destination] was rejected")
          .hasMessageContaining("the run secret differs")
          .hasMessageNotContaining("wrong");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void theCoordinatorIsToldOfAHostWithAnotherSecret() {
    List<String> notices = new CopyOnWriteArrayList<>();
    TurnedAway turnedAway = new TurnedAway(notices::add);
    CoordinatorSettings right =
        new CoordinatorSettings(ChildProcess.loopback(0), "right", "r", HazelcastTestRun.SILENCE);
    try (Coordinator coordinator = Coordinator.start(right, turnedAway::add);
        HostConnection source = coordinator.join("source")) {
      assertThatThrownBy(
              () ->
                  Connections.connect(
                      settings("destination", coordinator.address().getPort(), "wrong")))
          .isInstanceOf(MultihostConfigurationException.class);

      assertThat(notices)
          .as("told when the refused host ends")
          .singleElement()
          .asString()
          .startsWith(
              "a process from [127.0.0.1] was turned away: it did not show the run's secret")
          .contains("set the same multihost.secret on every host")
          .doesNotContain("wrong", "right");
      assertThat(turnedAway.explain(new BarrierTimeoutException("[destination] is missing")))
          .hasMessage("[destination] is missing; " + notices.get(0));
      assertThat(source.absent(List.of("source", "destination"))).containsExactly("destination");
    }
  }

  @Test
  void saysThatAHostHasAnotherVersion() {
    try (Coordinator coordinator = coordinator(0, "s", "r")) {
      coordinator.member().<String, String>getMap("run").set("format", "0123456789ab");
      assertThatThrownBy(
              () ->
                  Connections.connect(
                      settings("destination", coordinator.address().getPort(), "s")))
          .isInstanceOf(MultihostConfigurationException.class)
          .hasMessageStartingWith("Host [source], which holds the coordinator of the run at [")
          .hasMessageContaining("another version of Multihost Migration")
          .hasMessageContaining("[0123456789ab] there, [" + WireFingerprint.own() + "] here")
          .hasMessageContaining("org.multihost:migration-extension");
    }
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> coordinator(taken.getLocalPort(), "s", "r"))
          .isInstanceOf(MultihostConfigurationException.class)
          .hasMessageContaining(":" + taken.getLocalPort() + "]")
          .hasMessageContaining("port [multihost.port = " + taken.getLocalPort() + "] is in use")
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void saysThatTheAddressIsNotOfThisHost() {
    InetSocketAddress documentation = new InetSocketAddress("192.0.2.1", 13_234);

    assertThatThrownBy(
            () ->
                Coordinator.start(
                    new CoordinatorSettings(documentation, "s", "r", HazelcastTestRun.SILENCE)))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessage(
            "The coordinator cannot listen at [192.0.2.1:13234]: no network interface of this host has that address; give the first host one of its own addresses in [multihost.hosts]");
  }

  @Test
  void saysWhomAHostWaitsForAndConnectsWhenTheCoordinatorComes() throws Exception {
    int port = freePort();
    var notices = new ConcurrentLinkedQueue<String>();
    CompletableFuture<HostConnection> early =
        CompletableFuture.supplyAsync(
            () ->
                Connections.connect(
                    new ConnectionSettings(
                        "destination",
                        ChildProcess.loopback(port),
                        "s",
                        "Host [source]",
                        Duration.ofMinutes(5),
                        HazelcastTestRun.SILENCE,
                        notices::add)));
    await().atMost(LONG).until(() -> !notices.isEmpty());
    assertThat(notices)
        .containsExactly(
            "Host [destination] waits for the coordinator at ["
                + Coordinator.text(ChildProcess.loopback(port))
                + "], for up to [5 min]");
    try (Coordinator coordinator = coordinator(port, "s", "late");
        HostConnection connection = early.get(60, TimeUnit.SECONDS)) {
      assertThat(coordinator.address().getPort()).isEqualTo(port);
      assertThat(connection.runId()).isEqualTo("late");
      assertThat(connection.self()).isEqualTo("destination");
    }
  }

  @Test
  void givesUpWhenNoCoordinatorComes() throws Exception {
    int port = freePort();
    assertThatThrownBy(
            () ->
                Connections.connect(
                    new ConnectionSettings(
                        "destination",
                        ChildProcess.loopback(port),
                        "s",
                        "Host [source]",
                        Duration.ofMillis(800),
                        HazelcastTestRun.SILENCE,
                        notice -> {})))
        .isInstanceOf(HostLostException.class)
        .hasMessageContaining("Host [destination] found no coordinator at [")
        .hasMessageContaining("within [800 ms]");
  }

  @Test
  void keepsTwoRunsOnOneMachineApart() {
    List<String> hosts = List.of("source", "destination");
    try (Coordinator one = coordinator(0, "secret 1", "r1");
        Coordinator two = coordinator(0, "secret 2", "r2");
        HostConnection source1 = one.join("source");
        HostConnection source2 = two.join("source");
        HostConnection destination1 =
            Connections.connect(settings("destination", one.address().getPort(), "secret 1"));
        HostConnection destination2 =
            Connections.connect(settings("destination", two.address().getPort(), "secret 2"))) {
      CompletableFuture<ClassScope> entered =
          CompletableFuture.supplyAsync(() -> source1.enterClass("c", hosts, "", LONG));
      ClassScope second = destination1.enterClass("c", hosts, "", LONG);
      entered.join();
      second.fail("c", "x", new IllegalStateException("in run 1 only"));
      CompletableFuture<ClassScope> other =
          CompletableFuture.supplyAsync(() -> source2.enterClass("c", hosts, "", LONG));
      assertThat(destination2.enterClass("c", hosts, "", LONG)).isNotNull();
      other.join();
    }
  }

  @Test
  void waitsForTheHostsToLeaveBeforeTheCoordinatorGoes() {
    Coordinator coordinator = coordinator(0, "s", "r");
    HostConnection host =
        Connections.connect(settings("source", coordinator.address().getPort(), "s"));
    CompletableFuture<Void> closed = CompletableFuture.runAsync(coordinator::close);
    assertThat(coordinator.awaitLeave(Duration.ofMillis(200))).isFalse();
    assertThat(closed).isNotDone();
    host.close();
    closed.orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** What is swept up after a test may be much, and the run ends meanwhile. */
  @Test
  void endsWhileItSweepsUpAndThrowsNothing() {
    List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
    try {
      for (int i = 0; i < 2; i++) {
        publishMuchAndLeave();
      }
      assertThat(uncaught).isEmpty();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  private static void publishMuchAndLeave() {
    try (Coordinator coordinator = coordinator(0, "s", "r");
        HostConnection alone = coordinator.join("alone")) {
      TestScope test = alone.enterClass("c", List.of("alone"), "", LONG).enterTest("t", "", LONG);
      for (int i = 0; i < 500; i++) {
        test.main().publish("value " + i, "1");
      }
      test.finish(LONG);
    }
  }

  @Test
  void saysWhichLatchesItUses() {
    try (Coordinator coordinator = coordinator(0, "s", "r")) {
      String version = com.hazelcast.instance.BuildInfoProvider.getBuildInfo().getVersion();
      assertThat(coordinator.latchKind())
          .isEqualTo(version.startsWith("5.4") ? "ICountDownLatch" : "IMap");
      assertThat(coordinator.address())
          .extracting(InetSocketAddress::getAddress)
          .isEqualTo(InetAddress.getLoopbackAddress());
    }
  }

  /** As where a build tool starts a JVM for each class: the next one may come early. */
  @Test
  void aHostThatComesBackToARunThatIsEndingWaitsForTheNextOne() throws Exception {
    int port = freePort();
    var notices = new ConcurrentLinkedQueue<String>();
    Coordinator ending = coordinator(port, "s", "first");
    HostConnection first = ending.join("source");
    Connections.connect(settings("destination", port, "s")).close();
    CompletableFuture<HostConnection> next =
        CompletableFuture.supplyAsync(
            () ->
                Connections.connect(
                    new ConnectionSettings(
                        "destination",
                        ChildProcess.loopback(port),
                        "s",
                        "Host [source]",
                        LONG,
                        HazelcastTestRun.SILENCE,
                        notices::add)));
    await().atMost(LONG).until(() -> !notices.isEmpty());
    assertThat(notices.peek()).contains("Run [first] is ending", "[destination]");
    first.close();
    ending.close();

    try (Coordinator second = coordinator(port, "s", "second");
        HostConnection source = second.join("source");
        HostConnection destination = next.get(60, TimeUnit.SECONDS)) {
      assertThat(destination.runId()).isEqualTo("second").isEqualTo(source.runId());
    }
  }

  @Test
  void aCoordinatorThatClosesLetsNobodyIn() {
    Coordinator closing = coordinator(0, "s", "r");
    int port = closing.address().getPort();
    HostConnection last = Connections.connect(settings("source", port, "s"));
    CompletableFuture<Void> closed = CompletableFuture.runAsync(closing::close);
    await().atMost(LONG).until(() -> closing.state().closing());

    CompletableFuture<HostConnection> late =
        CompletableFuture.supplyAsync(
            () -> Connections.connect(settings("late", port, "s").within(Duration.ofSeconds(3))));
    assertThatThrownBy(() -> late.get(60, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(HostLostException.class);

    last.close();
    closed.orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Test
  void meetsOverIpv6() throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("::1"), 0);
    try (Coordinator coordinator =
            Coordinator.start(
                new CoordinatorSettings(address, "s", "six", HazelcastTestRun.SILENCE));
        HostConnection source = coordinator.join("source");
        HostConnection destination =
            Connections.connect(
                new ConnectionSettings(
                    "destination",
                    coordinator.address(),
                    "s",
                    "Host [source]",
                    LONG,
                    HazelcastTestRun.SILENCE,
                    notice -> {}))) {
      assertThat(Coordinator.text(coordinator.address())).startsWith("[").contains("]:");
      assertThat(destination.runId()).isEqualTo(source.runId());
    }
  }
}
