package org.multihost.migration.internal.jupiter;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.multihost.migration.HostRole;
import org.multihost.migration.Hosts;
import org.multihost.migration.Migrations;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.internal.jupiter.declaration.Nesting;
import org.multihost.migration.internal.jupiter.invocation.VmParameter;
import org.multihost.migration.internal.scenario.TestRun;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.vm.TestVms;

/**
 * The resolver of parameters of test methods and constructors: {@link Hosts} and {@link HostRole}
 * anywhere, all others only while a test runs, or in {@code @BeforeAll} and {@code @AfterAll} of a
 * class with VMs that live as long as it.
 */
public final class MultihostParameterResolver implements ParameterResolver {

  private static final Set<Class<?>> OF_CLASS = Set.of(Hosts.class, HostRole.class);
  private static final Set<Class<?>> OF_TEST =
      Set.of(Migrations.class, Rendezvous.class, VirtualMachine.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return OF_CLASS.contains(type) || OF_TEST.contains(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (OF_CLASS.contains(type)) {
      HostsView hosts = hosts(context);
      return type == Hosts.class ? hosts : hosts.role();
    }
    TestRun test = run(parameter, context).orElseThrow(() -> early(type));
    if (type == Migrations.class) {
      return test.migrations();
    }
    return type == Rendezvous.class ? test.rendezvous() : vm(parameter, test.vms());
  }

  private static Optional<TestRun> run(ParameterContext parameter, ExtensionContext context) {
    return VmParameter.isOfClass(parameter.getDeclaringExecutable())
        ? MultihostMigrationExtension.ownRun(context)
        : MultihostMigrationExtension.testRun(context);
  }

  /** Returns whether a method takes something of a run, whose part it is then. */
  static boolean takesOfRun(Method method) {
    return Stream.of(method.getParameterTypes()).anyMatch(OF_TEST::contains);
  }

  /**
   * Returns the hosts, also before the class is entered, because a single instance for all tests is
   * created earlier.
   */
  private static HostsView hosts(ExtensionContext context) {
    TestClassModel model = TestClassModel.of(Nesting.of(context));
    HostSession session =
        HostSession.of(context, MultihostMigrationExtension.settings(context))
            .orElseThrow(() -> MultihostMigrationExtension.notAHost(model));
    return new HostsView(session.identity().host(), model.hosts());
  }

  private static ParameterResolutionException early(Class<?> type) {
    return new ParameterResolutionException(
        "A parameter of type [%s] exists only while a test runs: take it in the test method, in @BeforeEach or in @AfterEach, not in a constructor; in @BeforeAll or @AfterAll only if the class has a virtual machine with lifecycle = PER_CLASS"
            .formatted(type.getSimpleName()));
  }

  private static VirtualMachine vm(ParameterContext parameter, TestVms vms) {
    VmParameter taking = new VmParameter(parameter.getParameter());
    List<String> names = vms.names();
    String name = taking.vm(names);
    if (!names.contains(name)) {
      throw new ParameterResolutionException(taking.undeclared(names));
    }
    return vms.vm(name);
  }
}
