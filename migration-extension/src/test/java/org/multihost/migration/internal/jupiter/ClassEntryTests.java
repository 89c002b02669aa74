package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.HostConnection.ClassKey;
import org.multihost.migration.internal.rendezvous.RendezvousRun;
import org.multihost.migration.internal.rendezvous.RendezvousRuns;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/** What a host leaves behind when it cannot enter a class. */
final class ClassEntryTests {

  @MultihostMigration(hosts = {"a", "b"})
  @MigrateVm(name = "vm1")
  static final class NeverEnteredTestCase {
    @Test
    void neverRuns() {}
  }

  private static final String ID =
      "[engine:junit-jupiter]/[class:" + NeverEnteredTestCase.class.getName() + "]";

  /** A provider whose drivers do nothing but say what they were asked. */
  private record Recording(List<String> calls) implements VirtualMachineDriverProvider {
    @Override
    public String name() {
      return "recording";
    }

    @Override
    public Set<String> settingKeys() {
      return Set.of();
    }

    @Override
    public VirtualMachineDriver create(DriverContext context) {
      calls.add("create");
      return (VirtualMachineDriver)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {VirtualMachineDriver.class},
              (proxy, method, arguments) -> {
                calls.add(method.getName());
                return method.getReturnType() == String.class ? "a recording driver" : null;
              });
    }
  }

  @Test
  void endsTheDriverOfAClassThatItCannotEnter() {
    List<String> calls = new CopyOnWriteArrayList<>();
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    RendezvousRun run = RendezvousRuns.inMemory();
    try (HostConnection other = run.join("b");
        HostInMemory host = new HostInMemory(run.join("a"), Time.system(), new Recording(calls))) {
      ClassKey key = new ClassKey(ID, List.of("a", "b"));
      other.fail(key, ID, "the set-up", new IllegalStateException("no disk"));

      host.run(NeverEnteredTestCase.class, Map.of(), new Failures(failures));
    }

    assertThat(failures).singleElement().asString().contains("no disk");
    assertThat(calls).startsWith("create").endsWith("close");
  }

  private record Failures(List<Throwable> failures) implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      result.getThrowable().ifPresent(failures::add);
    }
  }
}
