package org.multihost.migration.internal.controller;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostMigration;

/** Names the same host twice. */
@MultihostMigration(hosts = {"twin", "twin"})
final class TwinHostsTestCase {
  @Test
  void never() {}
}
