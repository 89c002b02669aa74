package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;

/** A class with hosts of its own inside of another multi-host class. */
@MultihostMigration(hosts = {"a", "b"})
class NestingTestCase {

  @Test
  void outside() {}

  @MultihostMigration(hosts = {"x", "y"})
  static class Own {

    @Test
    void fails(Hosts hosts) {
      fail("run on " + hosts.self());
    }

    @Nested
    class Inner {
      @Test
      void runs(Hosts hosts) {
        assertThat(hosts.names()).containsExactly("x", "y");
      }
    }
  }

  @MultihostMigration(hosts = {"x", "y"})
  static class OtherHostsInside {
    @Nested
    @MultihostMigration(hosts = {"x", "z"})
    class Inner {
      @Test
      void never() {}
    }
  }
}
