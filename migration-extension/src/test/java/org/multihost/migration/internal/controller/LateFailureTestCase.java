package org.multihost.migration.internal.controller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;

/** A class whose store has something that fails on one host when JUnit closes it. */
@MultihostMigration(hosts = {"a", "b"})
final class LateFailureTestCase {

  private static boolean isOnB;

  @RegisterExtension
  static final BeforeAllCallback RESOURCE =
      context -> {
        AutoCloseable resource = LateFailureTestCase::failOnB;
        context.getStore(Namespace.create(LateFailureTestCase.class)).put("resource", resource);
      };

  private static void failOnB() {
    if (isOnB) {
      throw new IllegalStateException("the resource of b");
    }
  }

  @Test
  void learnsWhereItRuns(Hosts hosts) {
    isOnB = hosts.isSelf("b");
  }
}
