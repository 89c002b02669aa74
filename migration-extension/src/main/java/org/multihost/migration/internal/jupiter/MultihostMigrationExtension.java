package org.multihost.migration.internal.jupiter;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.jupiter.declaration.Nesting;
import org.multihost.migration.internal.scenario.TestRun;
import org.multihost.migration.internal.scenario.environment.SneakyThrow;
import org.multihost.migration.internal.scenario.failure.GuardedStep;
import org.multihost.migration.internal.scenario.failure.Verdict;
import org.opentest4j.TestAbortedException;

/**
 * The lifecycle behind {@link org.multihost.migration.MultihostMigration}: all hosts enter and
 * leave a class and its tests together, and everything that a test started is ended after it.
 */
public final class MultihostMigrationExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  static final Namespace NAMESPACE = Namespace.create(MultihostMigrationExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    if (classRun(context).isPresent() || notEntered(context).isPresent()) {
      return; // a nested class: its outer class has been entered, or aborts
    }
    TestClassModel model = TestClassModel.of(Nesting.of(context));
    Settings settings = settings(context);
    HostSession session = HostSession.of(context, settings).orElseThrow(() -> notAHost(model));
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    PreparedClass prepared =
        Optional.ofNullable(store.remove(PreparedClass.class, PreparedClass.class))
            .orElseGet(() -> ClassPreparation.of(context, session, settings, model).prepare());
    ClassEntry entry =
        new ClassEntry(session, settings, model, context.getUniqueId(), SelectedTests.of(context));
    ClassRun run;
    try {
      run = entry.enter(prepared, context::getExecutionException, LateFailures.of(context));
    } catch (TestAbortedException ofOthers) {
      if (!session.identity().narrates()) {
        throw ofOthers; // the controller skips each test
      }
      store.put(TestAbortedException.class, ofOthers);
      return;
    }
    store.put(ClassRun.class, run);
    start(() -> run.startVms(context));
  }

  private static void start(GuardedStep vms) throws Exception {
    try {
      vms.run();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the abort of another host because of which this host has not entered the class. Its
   * tests are then skipped one by one, because a build tool counts and shows skipped tests, but
   * nothing of a class that aborts; the class itself aborts at its end.
   */
  static Optional<TestAbortedException> notEntered(ExtensionContext context) {
    return Optional.ofNullable(
        context.getStore(NAMESPACE).get(TestAbortedException.class, TestAbortedException.class));
  }

  private static void abortIfNotEntered(ExtensionContext context) {
    notEntered(context).ifPresent(SneakyThrow::rethrow);
  }

  static Settings settings(ExtensionContext context) {
    return Settings.read(
        SettingSource.ofProcess(context::getConfigurationParameter, ParameterKeys.of(context)));
  }

  static Optional<ClassRun> classRun(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(NAMESPACE).get(ClassRun.class, ClassRun.class));
  }

  static Optional<TestRun> testRun(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(NAMESPACE).get(TestRun.class, TestRun.class));
  }

  /** Returns the class's own run, if the class has VMs that live as long as it. */
  static Optional<TestRun> ownRun(ExtensionContext context) {
    return classRun(context).flatMap(run -> run.vms().run());
  }

  static MultihostConfigurationException notAHost(TestClassModel model) {
    return new MultihostConfigurationException(
        "Class [%s] has @MultihostMigration(hosts = %s), and this JVM is none of these hosts; the test engine [multihost] takes no part in this run, so no process starts its hosts: include that engine beside [junit-jupiter] (an engine filter leaves it out), or say which host this JVM is with -Dmultihost.host=NAME and -Dmultihost.hosts=NAME=ADDRESS,…"
            .formatted(model.type().getName(), model.hosts()));
  }

  /** Waits for all hosts after the last test; a nested class ends with its outer class. */
  @Override
  public void afterAll(ExtensionContext context) {
    abortIfNotEntered(context);
    classRun(context)
        .filter(run -> run.end().isOf(context.getUniqueId()))
        .ifPresent(run -> run.endTests(context));
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    abortIfNotEntered(context); // where conditions are deactivated
    TestRun test = new RunStart(classRun(context).orElseThrow(), context).ofTest();
    context.getStore(NAMESPACE).put(TestRun.class, test);
    start(test::startVms);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestRun test = testRun(context).orElse(null);
    if (test == null) {
      return;
    }
    ClassRun type = classRun(context).orElseThrow();
    String id = context.getUniqueId();
    Verdict verdict =
        HostRecord.ended(test, context, (doing, failure) -> type.failedAfter(id, doing, failure));
    if (!verdict.isFailure()) {
      type.session().visits().left(id, verdict.end());
    }
    verdict.throwIfNew();
  }
}
