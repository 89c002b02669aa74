package org.multihost.migration.internal.controller;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.junit.JUnitVersion;
import org.multihost.migration.internal.jupiter.TestClassModel;
import org.multihost.migration.internal.worker.TestRecord;

/** A builder of the controller's tree, class › host › test, from Jupiter's tree, class › test. */
final class TreeBuilder {

  private final TestDescriptor root;
  private final List<UniqueId> selectedIds;

  /**
   * @param selectedIds Jupiter's unique ids, if the request selects by nothing else
   */
  TreeBuilder(TestDescriptor root, List<UniqueId> selectedIds) {
    this.root = root;
    this.selectedIds = selectedIds;
  }

  void add(TestDescriptor jupiterClass) {
    ClassSource source = (ClassSource) jupiterClass.getSource().orElseThrow();
    Declared declared = declared(source.getJavaClass());
    ClassDescriptor descriptor =
        new ClassDescriptor(
            HostIds.ofClass(root.getUniqueId(), jupiterClass.getUniqueId()),
            jupiterClass.getDisplayName(),
            source,
            declared.problem());
    root.addChild(descriptor);
    for (int i = 0; i < declared.hosts().size(); i++) {
      HostName host = new HostName(declared.hosts().get(i), i + 1);
      UniqueId id = descriptor.getUniqueId().append(HostIds.HOST, host.name());
      HostTest copy = copy(jupiterClass, id, host.name(), host);
      descriptor.addChild(copy);
      addChildren(jupiterClass, copy, id);
    }
  }

  /**
   * The hosts of a class, as the extension also reads them, or the reason why they cannot be
   * determined.
   */
  private record Declared(List<String> hosts, @Nullable String problem) {}

  private static Declared declared(Class<?> testClass) {
    Optional<String> tooOld = JUnitVersion.problem();
    if (tooOld.isPresent()) {
      return new Declared(List.of(), tooOld.get());
    }
    try {
      return new Declared(TestClassModel.of(testClass).hosts(), null);
    } catch (MultihostConfigurationException | JUnitException e) {
      return new Declared(List.of(), String.valueOf(e.getMessage()));
    }
  }

  private void addChildren(TestDescriptor jupiter, HostTest parent, UniqueId hostId) {
    for (TestDescriptor child : jupiter.getChildren()) {
      UniqueId id = HostIds.onHost(hostId, child.getUniqueId());
      HostTest copy = copy(child, id, child.getDisplayName(), parent.host());
      parent.addChild(copy);
      addChildren(child, copy, hostId);
    }
  }

  private HostTest copy(TestDescriptor jupiter, UniqueId id, String name, HostName host) {
    TestSource source = jupiter.getSource().orElse(null);
    HostTest.Original original =
        new HostTest.Original(
            jupiter.getUniqueId(),
            selection(jupiter.getUniqueId()),
            jupiter.getType(),
            jupiter.getTags(),
            legacyName(source, jupiter.getLegacyReportingName(), host),
            jupiter.mayRegisterTests(),
            jupiter.getUniqueId().getLastSegment().getType().endsWith("class-template"));
    return new HostTest(id, name, reported(source), host, original);
  }

  /**
   * Returns the source for reports: among containers of classes, only the class itself, above its
   * hosts, has one. Surefire begins a set of tests with each class source, and writes the counts of
   * the last one.
   */
  private static @Nullable TestSource reported(@Nullable TestSource source) {
    return source instanceof ClassSource ? null : source;
  }

  /**
   * Returns the invocations of a template that were selected by unique id, or else the whole
   * template.
   */
  private List<UniqueId> selection(UniqueId jupiter) {
    if (selectedIds.stream().anyMatch(jupiter::hasPrefix)) {
      return List.of(jupiter);
    }
    List<UniqueId> invocations =
        selectedIds.stream().filter(id -> id.hasPrefix(jupiter)).distinct().toList();
    return invocations.isEmpty() ? List.of(jupiter) : invocations;
  }

  /** Creates the copy of a test that a worker registered during the run. */
  static HostTest dynamic(HostTest hostContainer, TestRecord test) {
    UniqueId jupiter = UniqueId.parse(test.id());
    TestSource source = test.source() == null ? null : test.source().rebuild().orElse(null);
    HostName host = hostContainer.host();
    Set<TestTag> tags = new LinkedHashSet<>();
    test.tags().forEach(tag -> tags.add(TestTag.create(tag)));
    HostTest.Original original =
        new HostTest.Original(
            jupiter,
            List.of(jupiter),
            test.type(),
            tags,
            legacyName(source, test.legacyName(), host),
            test.type().isContainer(),
            false);
    UniqueId id = HostIds.onHost(hostContainer.getUniqueId(), jupiter);
    return new HostTest(id, test.displayName(), reported(source), host, original);
  }

  private static String legacyName(@Nullable TestSource source, String name, HostName host) {
    if (source instanceof ClassSource type) {
      return host.classInReports(type.getClassName());
    }
    // Surefire assigns tests of nested classes to the outermost one: names must differ there, too.
    String type = source instanceof MethodSource method ? method.getClassName() : "";
    String nested = type.substring(type.indexOf('$') + 1);
    return host.testInReports(nested.equals(type) ? name : nested + "." + name);
  }
}
