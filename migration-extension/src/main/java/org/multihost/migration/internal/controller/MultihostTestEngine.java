package org.multihost.migration.internal.controller;

import java.util.List;
import java.util.Set;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.junit.JUnitVersion;
import org.multihost.migration.internal.worker.WorkerMain;

/**
 * The test engine that runs classes annotated with {@link
 * org.multihost.migration.MultihostMigration}, each on all of its hosts at the same time. The JUnit
 * Platform discovers it. In a JVM that is itself a host it takes no class, unless JUnit is too old:
 * then Jupiter could not say so.
 */
public final class MultihostTestEngine implements TestEngine {

  static final String ID = "multihost";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
    EngineDescriptor root = new EngineDescriptor(uniqueId, "Multihost Migration");
    if (!isHost(request) || JUnitVersion.problem().isPresent()) {
      TreeBuilder builder = new TreeBuilder(root, JupiterDiscovery.selectedIds(request, uniqueId));
      JupiterDiscovery.ofAnnotatedClasses(request, uniqueId).forEach(builder::add);
      TakenClasses.take(classes(root).stream().map(ClassDescriptor::className).toList());
    }
    return root;
  }

  private static boolean isHost(EngineDiscoveryRequest request) {
    return System.getProperty(WorkerMain.MARK) != null
        || SettingSource.ofProcess(request.getConfigurationParameters()::get, Set.of())
            .find("multihost.host")
            .isPresent();
  }

  @Override
  public void execute(ExecutionRequest request) {
    TestDescriptor root = request.getRootTestDescriptor();
    request.getEngineExecutionListener().executionStarted(root);
    List<ClassDescriptor> classes = classes(root);
    if (!classes.isEmpty()) {
      LocalRun run = new LocalRun(request, classes, System.out);
      classes.forEach(run::execute);
      run.report();
    }
    request.getEngineExecutionListener().executionFinished(root, TestExecutionResult.successful());
  }

  private static List<ClassDescriptor> classes(TestDescriptor root) {
    return root.getChildren().stream()
        .filter(ClassDescriptor.class::isInstance)
        .map(ClassDescriptor.class::cast)
        .toList();
  }
}
