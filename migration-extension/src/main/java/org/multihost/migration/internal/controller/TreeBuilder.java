package org.multihost.migration.internal.controller;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.worker.TestRecord;

/** Builds the controller's tree, class › host › test, out of Jupiter's, class › test. */
final class TreeBuilder {

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]+");

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
    List<String> hosts = hosts(source.getJavaClass());
    String problem = problem(source.getClassName(), hosts);
    ClassDescriptor descriptor =
        new ClassDescriptor(
            HostIds.ofClass(root.getUniqueId(), jupiterClass.getUniqueId()),
            jupiterClass.getDisplayName(),
            source,
            problem);
    root.addChild(descriptor);
    for (int i = 0; problem == null && i < hosts.size(); i++) {
      HostName host = new HostName(hosts.get(i), i + 1);
      UniqueId id = descriptor.getUniqueId().append(HostIds.HOST, host.name());
      HostTest copy = copy(jupiterClass, id, host.name(), host);
      descriptor.addChild(copy);
      addChildren(jupiterClass, copy, id);
    }
  }

  private static List<String> hosts(Class<?> testClass) {
    return List.of(
        AnnotationSupport.findAnnotation(testClass, MultihostMigration.class)
            .map(MultihostMigration::hosts)
            .orElseThrow());
  }

  private static @Nullable String problem(String className, List<String> hosts) {
    Set<String> different = new LinkedHashSet<>(hosts);
    boolean named = hosts.stream().allMatch(host -> HOST.matcher(host).matches());
    return !hosts.isEmpty() && different.size() == hosts.size() && named
        ? null
        : "@MultihostMigration of class [%s] names the hosts %s; allowed: at least one, all different, of letters, digits, - and _"
            .formatted(className, hosts);
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
    return new HostTest(id, name, source, host, original);
  }

  /** The invocations of a template that were asked for by name, else all of it. */
  private List<UniqueId> selection(UniqueId jupiter) {
    if (selectedIds.stream().anyMatch(jupiter::hasPrefix)) {
      return List.of(jupiter);
    }
    List<UniqueId> invocations =
        selectedIds.stream().filter(id -> id.hasPrefix(jupiter)).distinct().toList();
    return invocations.isEmpty() ? List.of(jupiter) : invocations;
  }

  /** A copy of what a worker reports to have come to light during the run. */
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
    return new HostTest(id, test.displayName(), source, host, original);
  }

  private static String legacyName(@Nullable TestSource source, String name, HostName host) {
    return source instanceof ClassSource classSource
        ? host.classInReports(classSource.getClassName())
        : host.testInReports(name);
  }
}
