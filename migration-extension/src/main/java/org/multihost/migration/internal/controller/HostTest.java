package org.multihost.migration.internal.controller;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/**
 * One host's copy of a test or container that Jupiter runs: the class itself, a nested class, a
 * method, a template, or an invocation that was registered during the run.
 */
final class HostTest extends AbstractTestDescriptor {

  /**
   * The original of a copy, in Jupiter's tree.
   *
   * @param jupiterId Jupiter's unique id
   * @param selected the ids that Jupiter runs for it, if it is a leaf
   * @param legacyName the name in reports; different on every host
   * @param registersTests whether tests may be registered below it during the run
   * @param classTemplate whether its children are only patterns for its invocations
   */
  record Original(
      UniqueId jupiterId,
      List<UniqueId> selected,
      Type type,
      Set<TestTag> tags,
      String legacyName,
      boolean registersTests,
      boolean classTemplate) {}

  private final HostName host;
  private final Original original;
  private final List<UniqueId> patterns = new ArrayList<>();

  HostTest(
      UniqueId id,
      String displayName,
      @Nullable TestSource source,
      HostName host,
      Original original) {
    super(id, displayName, source);
    this.host = host;
    this.original = original;
  }

  HostName host() {
    return host;
  }

  UniqueId jupiterId() {
    return original.jupiterId();
  }

  /** Returns Jupiter's ids of everything that is run for it, in order. */
  List<UniqueId> selectedIds() {
    if (!patterns.isEmpty()) {
      return List.copyOf(patterns);
    }
    return getChildren().isEmpty()
        ? original.selected()
        : copies().stream().flatMap(child -> child.selectedIds().stream()).toList();
  }

  List<HostTest> copies() {
    return getChildren().stream().map(HostTest.class::cast).toList();
  }

  /**
   * Removes the children of a class template, but keeps their ids, as Jupiter does: invocations
   * replace them.
   */
  @Override
  public void prune() {
    super.prune();
    if (original.classTemplate() && !getChildren().isEmpty()) {
      patterns.addAll(selectedIds());
      new LinkedHashSet<>(getChildren()).forEach(TestDescriptor::removeFromHierarchy);
    }
  }

  @Override
  public Set<TestTag> getTags() {
    return original.tags();
  }

  @Override
  public String getLegacyReportingName() {
    return original.legacyName();
  }

  @Override
  public Type getType() {
    return original.type();
  }

  @Override
  public boolean mayRegisterTests() {
    return original.registersTests() || !patterns.isEmpty();
  }
}
