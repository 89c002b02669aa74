package org.multihost.migration.internal.controller;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;

/** A test class in the controller's tree; its children are its hosts. */
public final class ClassDescriptor extends AbstractTestDescriptor {

  private final ClassSource source;
  private final @Nullable String problem;

  /**
   * @param problem why its hosts cannot be told, to be said when it is run
   */
  ClassDescriptor(UniqueId id, String displayName, ClassSource source, @Nullable String problem) {
    super(id, displayName, source);
    this.source = source;
    this.problem = problem;
  }

  String className() {
    return source.getClassName();
  }

  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Its hosts, in order; those of which a filter left something. */
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

  /** A class with a problem stays in the tree, so that the problem is seen. */
  @Override
  public boolean mayRegisterTests() {
    return problem != null;
  }

  @Override
  public String toString() {
    return "ClassDescriptor: " + getUniqueId() + ", " + List.<TestDescriptor>copyOf(getChildren());
  }
}
