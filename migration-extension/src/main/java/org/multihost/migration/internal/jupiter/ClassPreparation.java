package org.multihost.migration.internal.jupiter;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.RunSettings;
import org.multihost.migration.internal.config.Setting;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.SshTarget;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.config.text.Words;
import org.multihost.migration.internal.config.text.WritableDirectory;
import org.multihost.migration.internal.junit.SessionStore;
import org.multihost.migration.internal.jupiter.declaration.ConcurrentTests;
import org.multihost.migration.internal.jupiter.declaration.DeclaredParameters;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VirtualMachineDriverProvider;
import org.opentest4j.TestAbortedException;

/**
 * The preparation of a test class on this host, before its entry: the configuration is validated,
 * and the driver is started.
 *
 * @param settings the settings of this run of the class; another run in the same JVM may have
 *     others
 * @param notices the notices that this process has already printed
 * @param concurrent the first test that Jupiter may run at the same time as others, if there is any
 */
record ClassPreparation(
    HostSession session,
    Settings settings,
    TestClassModel model,
    Notices notices,
    Optional<String> concurrent) {

  /** The texts of notices; safe for use by several threads. */
  private record Notices(Set<String> texts) {}

  static ClassPreparation of(
      ExtensionContext context, HostSession session, Settings settings, TestClassModel model) {
    Notices notices =
        SessionStore.of(context)
            .getOrCreate(Notices.class, () -> new Notices(ConcurrentHashMap.newKeySet()));
    Optional<String> concurrent =
        ConcurrentTests.firstIn(model.type(), context::getConfigurationParameter);
    return new ClassPreparation(session, settings, model, notices, concurrent);
  }

  /**
   * Validates the configuration and starts the driver.
   *
   * @throws TestAbortedException if a part of the hypervisor is missing, except in CI
   */
  PreparedClass prepare() {
    saySettings();
    verifyHosts();
    List<VmPlan> plans = model.allPlans(session.identity().host(), settings);
    plans.forEach(this::sayUnused);
    List<String> ofClass = ClassVms.among(plans).names();
    DeclaredParameters.verify(model.type(), ofClass);
    verifyOneAfterTheOther(ofClass);
    Optional<VirtualMachineDriverProvider> provider = provider(plans);
    provider.ifPresent(driver -> verifyDirectories());
    String runId = session.connection().runId();
    Optional<VirtualMachineDriver> driver = provider.map(p -> driver(p, runId, plans));
    session.recording(settings, runId, model.type()).add(HostRecord.of(driver));
    return new PreparedClass(plans, provider, driver);
  }

  private void verifyHosts() {
    List<String> missing = model.missing(settings);
    if (!missing.isEmpty()) {
      throw new MultihostConfigurationException(
          "Class [%s] names the hosts %s, and [multihost.hosts] has only %s; missing: %s. Add them, or set [multihost.missing-hosts] to [skip]"
              .formatted(
                  model.type().getName(),
                  model.hosts(),
                  settings.hosts().orElseThrow().names(),
                  missing));
    }
    model.hosts().forEach(host -> SshTarget.of(settings, host));
  }

  private void verifyOneAfterTheOther(List<String> vmsOfClass) {
    if (!vmsOfClass.isEmpty() && concurrent.isPresent()) {
      throw new MultihostConfigurationException(
          "The virtual machines %s of class [%s] have the lifecycle [%s], and [%s] may run at the same time as another test, because [%s] is [true]; put @Execution(ExecutionMode.SAME_THREAD) on the class, and no other on its tests"
              .formatted(
                  vmsOfClass,
                  model.type().getName(),
                  Words.of(Lifecycle.PER_CLASS),
                  concurrent.get(),
                  ConcurrentTests.ENABLED));
    }
  }

  /** Before the other hosts are waited for: a driver needs both directories. */
  private void verifyDirectories() {
    String temporary = "java.io.tmpdir";
    WritableDirectory.verify(Path.of(System.getProperty(temporary)), temporary);
    WritableDirectory.create(settings.reportDirectory(), RunSettings.REPORT_DIR.key());
  }

  private void saySettings() {
    String text = settings.given().stream().map(Setting::toString).collect(joining("; "));
    if (!text.isEmpty() && notices.texts().add(text)) {
      session.console().say("settings: " + text + "; all others have their defaults");
    }
  }

  private void sayUnused(VmPlan plan) {
    settings.unusedAtDestination(plan, session.identity().host()).stream()
        .filter(notices.texts()::add)
        .forEach(session.console()::say);
  }

  private Optional<VirtualMachineDriverProvider> provider(List<VmPlan> plans) {
    ClassLoader loader = model.type().getClassLoader();
    if (plans.isEmpty()) {
      Drivers.verify(loader, settings.ofDrivers());
      return Optional.empty();
    }
    return Optional.of(
        session.driver().orElseGet(() -> Drivers.find(loader, settings.ofDrivers())));
  }

  private VirtualMachineDriver driver(
      VirtualMachineDriverProvider provider, String runId, List<VmPlan> plans) {
    Path logs =
        WritableDirectory.create(
            session.logs(settings, runId, model.type()), RunSettings.REPORT_DIR.key());
    VirtualMachineDriver driver = created(provider, runId, logs);
    try {
      plans.stream()
          .filter(plan -> !plan.ofInvocation()) // verified when the test is entered
          .forEach(plan -> Drivers.verify(session.identity().host(), driver, plan.spec()));
    } catch (RuntimeException | Error refused) {
      PreparedClass.closeAfter(refused, driver);
      throw refused;
    }
    if (notices.texts().add(driver.description())) {
      session.console().say(driver.description());
    }
    return driver;
  }

  private VirtualMachineDriver created(
      VirtualMachineDriverProvider provider, String runId, Path logs) {
    return Drivers.present(
        session.identity().host(),
        () ->
            provider.create(
                new HostDriverContext(
                    session,
                    settings,
                    runId,
                    logs,
                    notices.texts(),
                    session.recording(settings, runId, model.type()))));
  }
}
