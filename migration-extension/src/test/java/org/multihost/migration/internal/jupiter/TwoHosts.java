package org.multihost.migration.internal.jupiter;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The hosts [a] and [b] in this JVM, each a thread with a launcher session of its own, as where
 * each host is started by itself. A fixture asks {@link #isHost} where it runs.
 */
final class TwoHosts {

  /** How a test or a container ended on a host. */
  record End(String id, boolean isTest, Status status, Throwable thrown) {}

  private final Map<String, List<End>> ends = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> own = new LinkedHashMap<>();

  private final Map<String, Map<String, String>> skipped = new ConcurrentHashMap<>();

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  private TwoHosts() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      parameters.put("multihost.hosts", "a=127.0.0.1:" + free.getLocalPort() + ",b=127.0.0.1");
    }
    parameters.put("multihost.timeout.join", "60 s");
    parameters.put("multihost.timeout.finish", "60 s");
    parameters.put("multihost.report.dir", "target/two-hosts");
    for (String host : List.of("a", "b")) {
      ends.put(host, new CopyOnWriteArrayList<>());
      own.put(host, new LinkedHashMap<>(Map.of("multihost.host", host)));
    }
  }

  static TwoHosts prepare() throws IOException {
    return new TwoHosts();
  }

  /** Runs each class in a launch of its own, one after the other, on both hosts. */
  static TwoHosts run(Class<?>... launches) throws IOException {
    return new TwoHosts().launch(launches);
  }

  TwoHosts with(String key, String value) {
    parameters.put(key, value);
    return this;
  }

  TwoHosts withOn(String host, String key, String value) {
    own.get(host).put(key, value);
    return this;
  }

  TwoHosts launch(Class<?>... launches) {
    List<List<Class<?>>> each = new ArrayList<>();
    Arrays.stream(launches).forEach(launch -> each.add(List.of(launch)));
    return launch(Map.of("a", each, "b", each));
  }

  /** Runs on each host the launches given for it, each of several classes. */
  TwoHosts launch(Map<String, List<List<Class<?>>>> launches) {
    PrintStream before = System.out;
    try (PrintStream copied = new PrintStream(console, true, StandardCharsets.UTF_8)) {
      System.setOut(copied);
      launchOnEach(launches);
    } finally {
      System.setOut(before);
    }
    return this;
  }

  /**
   * What the hosts have said on their console, a line each, beginning with the host in brackets.
   */
  Stream<String> console() {
    return console.toString(StandardCharsets.UTF_8).lines();
  }

  private void launchOnEach(Map<String, List<List<Class<?>>>> launches) {
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (String host : ends.keySet()) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      new Thread(() -> runAs(host, launches.get(host), done), "host " + host).start();
      running.add(done);
    }
    running.forEach(each -> each.orTimeout(5, TimeUnit.MINUTES).join());
  }

  private void runAs(String host, List<List<Class<?>>> launches, CompletableFuture<Void> done) {
    try (LauncherSession session = LauncherFactory.openSession()) {
      launches.forEach(
          launch -> session.getLauncher().execute(request(host, launch), new Listener(host)));
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
    done.complete(null);
  }

  private LauncherDiscoveryRequest request(String host, List<Class<?>> classes) {
    List<DiscoverySelector> selectors = new ArrayList<>();
    classes.forEach(each -> selectors.add(selectClass(each)));
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectors)
        .configurationParameters(parameters)
        .configurationParameters(own.get(host))
        .build();
  }

  private final class Listener implements TestExecutionListener {
    private final String host;

    Listener(String host) {
      this.host = host;
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
      skipped
          .computeIfAbsent(host, each -> new ConcurrentSkipListMap<>())
          .put(identifier.getDisplayName(), reason);
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      ends.get(host)
          .add(
              new End(
                  identifier.getUniqueId(),
                  identifier.isTest(),
                  result.getStatus(),
                  result.getThrowable().orElse(null)));
    }
  }

  /** Whether the code that asks runs as that host. */
  static boolean isHost(String host) {
    return Thread.currentThread().getName().equals("host " + host);
  }

  List<Throwable> failures(String host) {
    return failures(host, "");
  }

  /** What failed in a class on a host. */
  List<Throwable> failures(String host, Class<?> type) {
    return failures(host, type.getName());
  }

  private List<Throwable> failures(String host, String place) {
    return ends.get(host).stream()
        .filter(end -> end.status() == Status.FAILED && end.id().contains(place))
        .map(End::thrown)
        .toList();
  }

  /** The reasons of what a host skipped, by display name. */
  Map<String, String> skipped(String host) {
    return skipped.getOrDefault(host, Map.of());
  }

  /** The tests that ended so. */
  List<String> tests(String host, Status status) {
    return ids(host, status, true);
  }

  /** The classes and other containers that ended so. */
  List<String> containers(String host, Status status) {
    return ids(host, status, false);
  }

  private List<String> ids(String host, Status status, boolean tests) {
    return ends.get(host).stream()
        .filter(end -> end.isTest() == tests && end.status() == status)
        .map(End::id)
        .toList();
  }
}
