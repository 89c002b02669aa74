package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;

/** One host has more to do than a meeting of all may take. */
@MultihostMigration(hosts = {"a", "b"})
class LongerTestCase {

  @Test
  void oneHostHasMoreToDo(Hosts hosts) throws InterruptedException {
    if (hosts.isSelf("a")) {
      assertThat(new CountDownLatch(1).await(1500, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
