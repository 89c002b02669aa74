package org.multihost.migration.internal.scenario;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.environment.TestLogs;
import org.multihost.migration.internal.scenario.vm.HostPorts;
import org.multihost.migration.internal.scenario.vm.HostValues;
import org.multihost.migration.internal.scenario.vm.OwnedDirectories;
import org.multihost.migration.internal.scenario.vm.TestDisks;
import org.multihost.migration.internal.scenario.vm.TestVms;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.TestHost;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.text.PortRange;

/**
 * One test on several hosts of this JVM, each a thread, with the real scenario and virtual machines
 * in memory.
 */
public final class ScenarioRun {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final org.multihost.migration.internal.rendezvous.RendezvousRun run;
  private final MemoryHypervisor hypervisor;
  private final List<String> hosts;
  private final Path logs;
  private final Properties settings = new Properties();
  private List<VmPlan> plans = List.of();
  private String interruptedAtItsEnd = "";
  private String reportingLate = "";
  private Time time = Time.system();

  public ScenarioRun(
      org.multihost.migration.internal.rendezvous.RendezvousRun run,
      MemoryHypervisor hypervisor,
      Path logs,
      String... hosts) {
    this.run = run;
    this.hypervisor = hypervisor;
    this.logs = logs;
    this.hosts = List.of(hosts);
  }

  public ScenarioRun with(VmPlan... machines) {
    plans = List.of(machines);
    return this;
  }

  public ScenarioRun with(String key, String value) {
    settings.setProperty(key, value);
    return this;
  }

  /** Interrupts a host's thread where it meets the others at the end of the test. */
  public ScenarioRun interruptedAtItsEnd(String host) {
    interruptedAtItsEnd = host;
    return this;
  }

  /** Holds a host's reports of failures until it has left the test, but for half a second only. */
  ScenarioRun reportingLate(String host) {
    reportingLate = host;
    return this;
  }

  private TestScope scope(String host, TestScope real) {
    CountDownLatch finished = new CountDownLatch(1);
    return (TestScope)
        Proxy.newProxyInstance(
            ScenarioRun.class.getClassLoader(),
            new Class<?>[] {TestScope.class},
            (proxy, method, arguments) -> {
              String name = method.getName();
              if (name.equals("meet") && host.equals(interruptedAtItsEnd)) {
                Thread.currentThread().interrupt();
              }
              if (name.equals("fail") && host.equals(reportingLate)) {
                finished.await(500, TimeUnit.MILLISECONDS);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (name.equals("finish")) {
                  finished.countDown();
                }
              }
            });
  }

  /** Waits by another clock. */
  ScenarioRun by(Time clock) {
    time = clock;
    return this;
  }

  /** A test's own code, the same on every host. */
  @FunctionalInterface
  public interface Body {
    void run(TestRun test) throws Throwable;
  }

  /** The failures of a test, by host; a host that passed has none. */
  public record Outcome(Map<String, Throwable> failures) {

    public Throwable on(String host) {
      return Objects.requireNonNull(failures.get(host), "host [" + host + "] has not failed");
    }
  }

  /** Runs the test on all hosts and waits for its end. */
  public Outcome run(Body body) {
    Map<String, Throwable> failures = new ConcurrentHashMap<>();
    Map<String, CompletableFuture<Void>> ends = new LinkedHashMap<>();
    for (String host : hosts) {
      CompletableFuture<Void> end = new CompletableFuture<>();
      ends.put(host, end);
      Thread thread =
          new Thread(
              () -> {
                try {
                  play(host, body);
                } catch (Throwable failure) {
                  failures.put(host, failure);
                } finally {
                  end.complete(null);
                }
              },
              "host-" + host);
      thread.setDaemon(true);
      thread.start();
    }
    ends.forEach(ScenarioRun::await);
    return new Outcome(failures);
  }

  private static void await(String host, CompletableFuture<Void> end) {
    try {
      end.get(LONG.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError("Host [" + host + "] did not end its test within " + LONG, late);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** As the extension does it, from the entry to the clean-up. */
  private void play(String host, Body body) throws Throwable {
    try (HostConnection connection = run.join(host);
        VirtualMachineDriver driver = hypervisor.provider().create(new TestHost(host))) {
      TestScope scope = connection.enterClass("class", hosts, "", LONG).enterTest("test", "", LONG);
      TestRun test = testRun(host, connection.runId(), driver, scope(host, scope));
      Optional<Throwable> thrown = Optional.empty();
      try {
        test.startVms();
        test.test("the test method", () -> body.run(test));
      } catch (Throwable failure) {
        thrown = Optional.of(failure);
      }
      Optional<Throwable> end = test.end(thrown, (doing, late) -> {}).end();
      if (end.isPresent()) {
        throw end.get();
      }
    }
  }

  private TestRun testRun(String host, String runId, VirtualMachineDriver driver, TestScope scope) {
    Settings read = Settings.read(new SettingSource(key -> Optional.empty(), settings, Map.of()));
    HostsView view = new HostsView(host, hosts);
    HostConsole console = new HostConsole(new PrintStream(OutputStream.nullOutputStream()), "");
    TestVms vms = new TestVms(Optional.of(driver), plans, host, read.timeouts().login(), time);
    OwnedDirectories.OfRun directories = new OwnedDirectories().of(runId);
    TestDisks disks = new TestDisks(read.disks(), directories, vms, view, console);
    HostValues values =
        new HostValues(new HostValues.Place(host, directories, new HostPorts(), PortRange.ANY));
    TestLogs place = new TestLogs(logs.resolve(host), "test");
    TestEnvironment environment = new TestEnvironment(view, read, console, place, time);
    return new TestRun(
        scope,
        new TestResources(vms, disks, values, Optional.empty()),
        environment,
        List.of(ScenarioRun.class));
  }
}
