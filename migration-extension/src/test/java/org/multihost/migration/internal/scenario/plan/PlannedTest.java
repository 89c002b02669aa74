package org.multihost.migration.internal.scenario.plan;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.environment.TestLogs;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.internal.scenario.vm.TestVms;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.spi.VmSpec;

/** A test of two VMs on the first of three hosts, whose migrations are planned and never run. */
public final class PlannedTest implements MigrationStarter {

  static final List<String> HOSTS = List.of("a", "b", "c");

  private final Properties settings = new Properties();
  private final List<MigrationPlan> plans = new ArrayList<>();
  private final TestVms vms =
      new TestVms(
          Optional.empty(),
          List.of(atHome("vm1"), atHome("vm2")),
          "a",
          Duration.ofSeconds(10),
          Time.system());

  private static VmPlan atHome(String vm) {
    return new VmPlan(VmSpec.builder(vm).build(), "a", false, Lifecycle.PER_METHOD);
  }

  public PlannedTest with(String key, String value) {
    settings.setProperty(key, value);
    return this;
  }

  public ManagedVm vm(String name) {
    return vms.managed(name);
  }

  /** Begins the plan of a migration of some VMs. */
  public MigrationBuilder migrate(String... names) {
    Settings read = Settings.read(new SettingSource(key -> Optional.empty(), settings, Map.of()));
    TestEnvironment environment =
        new TestEnvironment(
            new HostsView("a", HOSTS),
            read,
            new HostConsole(new PrintStream(OutputStream.nullOutputStream()), ""),
            new TestLogs(Path.of("unused"), "test"),
            Time.system());
    return new MigrationPlanBuilder(
        environment, this, vms.names(), Arrays.stream(names).map(vms::managed).toList());
  }

  /** Returns the plan of that migration. */
  public MigrationPlan planOf(MigrationBuilder builder) {
    try {
      builder.run();
      throw new AssertionError("A migration ran that is only planned");
    } catch (Planned planned) {
      return plans.get(plans.size() - 1);
    }
  }

  /** Returns the plans so far. */
  List<MigrationPlan> plans() {
    return plans;
  }

  @Override
  public int nextNumber() {
    return plans.size() + 1;
  }

  @Override
  public MigrationResult run(MigrationPlan plan) {
    plans.add(plan);
    throw new Planned();
  }

  @Override
  public Migration start(MigrationPlan plan) {
    plans.add(plan);
    throw new Planned();
  }

  /** The end of a plan instead of its migration. */
  static final class Planned extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
