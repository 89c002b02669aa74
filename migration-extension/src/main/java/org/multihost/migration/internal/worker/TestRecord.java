package org.multihost.migration.internal.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestIdentifier;

/**
 * A test or container that was registered during the run, as it is sent to the controller.
 *
 * @param id Jupiter's unique id
 * @param displayName the name for people
 * @param legacyName the name for reports
 * @param type test, container or both
 * @param tags its tags
 * @param source its source
 */
public record TestRecord(
    String id,
    String displayName,
    String legacyName,
    TestDescriptor.Type type,
    List<String> tags,
    @Nullable SourceRecord source) {

  static TestRecord of(TestIdentifier test) {
    TestSource source = test.getSource().orElse(null);
    return new TestRecord(
        test.getUniqueId(),
        test.getDisplayName(),
        test.getLegacyReportingName(),
        test.getType(),
        test.getTags().stream().map(TestTag::getName).toList(),
        source == null ? null : SourceRecord.of(source));
  }
}
