package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.RendezvousRun;
import org.multihost.migration.internal.rendezvous.RendezvousRuns;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.WaitBounds;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.RealClock;

/** How long a host waits for the others at the entry of a test. */
final class TestEntryTests {

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1", login = Login.NONE)
  static final class DifferentVmsTestCase {
    @Test
    void ofOneVm() {}

    @Test
    @MigrateVm(name = "vm2", login = Login.NONE)
    @MigrateVm(name = "vm3", login = Login.NONE)
    void ofThreeVms() {}
  }

  @TempDir Path reports;
  private final Map<String, Duration> limits = new ConcurrentHashMap<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  @Test
  void countsTheVmsOfThatTest() {
    RealClock clock = new RealClock();
    MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);
    try (RendezvousRun run = RendezvousRuns.inMemory();
        HostInMemory host =
            new HostInMemory(listenedTo(run.join("only")), Time.system(), hypervisor.provider())) {
      host.run(
          DifferentVmsTestCase.class,
          Map.of("multihost.report.dir", reports.toString()),
          new Failures());
    } finally {
      clock.close();
    }

    assertThat(failures).isEmpty();
    assertThat(limits)
        .containsOnly(Map.entry("ofOneVm()", ofVms(1)), Map.entry("ofThreeVms()", ofVms(3)));
  }

  private static Duration ofVms(int number) {
    Settings defaults =
        Settings.read(new SettingSource(key -> Optional.empty(), new Properties(), Map.of()));
    return HostWait.ENTER_TEST.limit(WaitBounds.of(defaults.timeouts(), number));
  }

  /** The connection, which notes with what limits tests are entered. */
  private HostConnection listenedTo(HostConnection connection) {
    return proxy(
        HostConnection.class,
        (method, arguments) -> {
          Object result = method.invoke(connection, arguments);
          return result instanceof ClassScope entered ? listenedTo(entered) : result;
        });
  }

  private ClassScope listenedTo(ClassScope entered) {
    return proxy(
        ClassScope.class,
        (method, arguments) -> {
          if (method.getName().equals("enterTest")) {
            String id = (String) arguments[0];
            String name = id.substring(id.lastIndexOf(':') + 1, id.length() - 1);
            limits.put(name, (Duration) arguments[2]);
          }
          return method.invoke(entered, arguments);
        });
  }

  @FunctionalInterface
  private interface Call {
    Object to(Method method, Object[] arguments) throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return call.to(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private final class Failures implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      result.getThrowable().ifPresent(failures::add);
    }
  }
}
