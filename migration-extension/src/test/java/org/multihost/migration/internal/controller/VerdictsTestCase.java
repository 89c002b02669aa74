package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** Tests that end differently on two hosts. */
@MultihostMigration(hosts = {"a", "b"})
class VerdictsTestCase {

  private static final CountDownLatch NEVER = new CountDownLatch(1);

  /** Waits, as clean-up of a service does, for something that takes a moment. */
  @AfterEach
  void waitsForItsOwnCleanUp(Hosts hosts, TestReporter reporter) throws InterruptedException {
    reporter.publishEntry("interrupted", String.valueOf(Thread.currentThread().isInterrupted()));
    boolean released = NEVER.await(50, TimeUnit.MILLISECONDS);
    reporter.publishEntry("cleaned " + hosts.self(), String.valueOf(released));
  }

  @Test
  void realFailureBesideAnAbort(Hosts hosts) {
    if (hosts.isSelf("a")) {
      assumeTrue(false, "a is not made for this");
    }
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    fail("REAL failure on b: memory differs");
  }

  @Test
  void abortAlone(Hosts hosts, Rendezvous rendezvous) {
    assumeTrue(hosts.isSelf("b"), "a is not made for this");
    rendezvous.barrier("never");
  }

  @Test
  void failureOnOne(Hosts hosts, Rendezvous rendezvous) {
    if (hosts.isSelf("b")) {
      fail("b fails");
    }
    rendezvous.barrier("never");
  }
}
