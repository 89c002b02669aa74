package org.multihost.migration.internal.controller;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;

/** A test class in the controller's tree; its children are its hosts. */
final class ClassDescriptor extends AbstractTestDescriptor {

  private final ClassSource source;
  private final @Nullable String problem;

  /**
   * @param problem the reason why the class's hosts cannot be determined, reported when the class
   *     runs
   */
  ClassDescriptor(UniqueId id, String displayName, ClassSource source, @Nullable String problem) {
    super(id, displayName, source);
    this.source = source;
    this.problem = problem;
  }

  String className() {
    return source.getClassName();
  }

  Class<?> type() {
    return source.getJavaClass();
  }

  /** Returns the loader of the class, which finds the drivers that the workers will find. */
  ClassLoader loader() {
    return type().getClassLoader();
  }

  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** The class's hosts, in order, without those of which a filter left nothing. */
  List<HostTest> hosts() {
    return getChildren().stream().map(HostTest.class::cast).toList();
  }

  @Override
  public String getLegacyReportingName() {
    return className();
  }

  @Override
  public Type getType() {
    return Type.CONTAINER;
  }

  /** Keeps a class with a problem in the tree, so that the problem is reported. */
  @Override
  public boolean mayRegisterTests() {
    return problem != null;
  }

  @Override
  public String toString() {
    return "ClassDescriptor: " + getUniqueId() + ", " + List.<TestDescriptor>copyOf(getChildren());
  }
}
