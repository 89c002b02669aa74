package org.multihost.migration.internal.jupiter;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.config.TransferSettings;
import org.multihost.migration.internal.config.VmDeclaration;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.junit.SessionStore;
import org.multihost.migration.internal.jupiter.declaration.DeclaredVms;
import org.multihost.migration.internal.jupiter.declaration.Nesting;
import org.multihost.migration.internal.jupiter.invocation.ArgumentTexts;
import org.multihost.migration.internal.jupiter.invocation.InvocationFacts;
import org.multihost.migration.internal.record.RecordedTest;
import org.multihost.migration.internal.record.Recording;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.TestResources;
import org.multihost.migration.internal.scenario.TestRun;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.environment.TestLogs;
import org.multihost.migration.internal.scenario.environment.WaitBounds;
import org.multihost.migration.internal.scenario.vm.HostPorts;
import org.multihost.migration.internal.scenario.vm.HostValues;
import org.multihost.migration.internal.scenario.vm.OwnedDirectories;
import org.multihost.migration.internal.scenario.vm.TestDisks;
import org.multihost.migration.internal.scenario.vm.TestVms;

/**
 * The start of a run in a class that this host has entered: of one of its tests, or of the class's
 * own code, if the class has VMs of its own.
 */
record RunStart(ClassRun type, ExtensionContext context) {

  /** The name of the class's own run in logs; no test can have it. */
  private static final String OWN = "class";

  /** JUnit's number of an invocation, at the end of a segment of a unique id. */
  private static final Pattern INVOCATION = Pattern.compile("(#\\d+)]");

  /** Enters a test of the class; its VMs are not started yet. */
  TestRun ofTest() {
    String uniqueId = context.getUniqueId();
    Nesting nesting = Nesting.of(context);
    Recording recording = recording(name());
    HostValues values = new HostValues(place());
    List<VmPlan> plans;
    TestScope test;
    try {
      plans = plansOfTest(nesting, values);
      Duration limit = HostWait.ENTER_TEST.limit(bounds(plans.size()));
      Thread.interrupted(); // an interrupt flag left by earlier code must not end the wait
      test =
          RecordedTest.entered(
              recording,
              uniqueId,
              type.hosts().names(),
              () -> type.scope().enterTest(uniqueId, InvocationFacts.of(context), limit));
    } catch (RuntimeException | Error notEntered) {
      values.close();
      throw notEntered;
    }
    TestVms own = vms(plans);
    TestVms vms = type.vms().run().map(TestRun::vms).map(own::with).orElse(own);
    TestRun run =
        new TestRun(
            test, resources(vms, values), environment(name(), recording), nesting.classes());
    type.session().visits().entered(uniqueId, run::failed);
    return run;
  }

  /** Begins the class's own run; its VMs are not started yet. */
  TestRun ofClass() {
    Recording recording = recording(OWN);
    HostValues values = new HostValues(place());
    try {
      Collection<VmDeclaration> declared = DeclaredVms.of(type.model().type()).values();
      TestVms vms =
          vms(plans(declared.stream().filter(this::isOfClass).toList(), values, none -> none));
      return TestRun.ofClass(
          RecordedTest.ofClass(
              recording, context.getUniqueId(), type.hosts().names(), type.scope().whole()),
          resources(vms, values),
          environment(OWN, recording),
          List.of(type.model().type()));
    } catch (RuntimeException | Error impossible) {
      values.close();
      throw impossible;
    }
  }

  private boolean isOfClass(VmDeclaration vm) {
    return type.vms().names().contains(vm.name());
  }

  /**
   * Returns the VMs of a test that live as long as it; those that depend on its arguments are
   * verified only now.
   */
  private List<VmPlan> plansOfTest(Nesting nesting, HostValues values) {
    Collection<VmDeclaration> declared =
        DeclaredVms.of(nesting, context.getRequiredTestMethod()).stream()
            .filter(vm -> !isOfClass(vm))
            .toList();
    List<VmPlan> plans = plans(declared, values, ArgumentTexts.of(context)::value);
    plans.stream()
        .filter(VmPlan::ofInvocation)
        .forEach(
            plan -> Drivers.verify(type.hosts().self(), type.driver().orElseThrow(), plan.spec()));
    return plans;
  }

  private List<VmPlan> plans(
      Collection<VmDeclaration> declared, HostValues values, UnaryOperator<String> arguments) {
    return type.model()
        .plans(declared, type.hosts().self(), type.settings(), vm -> values.of(vm, arguments));
  }

  private HostValues.Place place() {
    HostPorts ports = SessionStore.of(context).getOrCreate(HostPorts.class, HostPorts::new);
    return new HostValues.Place(
        type.hosts().self(), directories(), ports, type.settings().get(TransferSettings.PORTS));
  }

  private OwnedDirectories.OfRun directories() {
    return SessionStore.of(context)
        .getOrCreate(OwnedDirectories.class, OwnedDirectories::new)
        .of(runId());
  }

  private TestVms vms(List<VmPlan> plans) {
    return new TestVms(
        type.driver(),
        plans,
        type.hosts().self(),
        type.settings().timeouts().login(),
        type.session().time());
  }

  private TestResources resources(TestVms vms, HostValues values) {
    TestDisks disks =
        new TestDisks(
            type.settings().disks(), directories(), vms, type.hosts(), type.session().console());
    return new TestResources(vms, disks, values, type.vms().run().map(TestRun::shared));
  }

  private TestEnvironment environment(String name, Recording recording) {
    TestLogs logs =
        new TestLogs(
            type.session().logs(type.settings(), runId(), type.model().type()), name, recording);
    return new TestEnvironment(
        type.hosts(), type.settings(), type.session().console(), logs, type.session().time());
  }

  private Recording recording(String name) {
    return type.session().recording(type.settings(), runId(), type.model().type()).of(name);
  }

  private WaitBounds bounds(int ownVms) {
    return WaitBounds.of(type.settings().timeouts(), ownVms + type.vms().names().size());
  }

  private String runId() {
    return type.session().connection().runId();
  }

  /** Returns the test method's name, with the number of each invocation of a template. */
  private String name() {
    Method method = context.getRequiredTestMethod();
    String invocations =
        INVOCATION
            .matcher(context.getUniqueId())
            .results()
            .map(found -> found.group(1))
            .collect(joining());
    return method.getName() + invocations;
  }
}
