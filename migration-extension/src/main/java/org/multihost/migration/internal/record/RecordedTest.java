package org.multihost.migration.internal.record;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.multihost.migration.internal.rendezvous.Journal;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.rendezvous.TestValues;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.multihost.migration.internal.wire.ThrowableText;

/** A test whose barriers and failures are recorded. */
public final class RecordedTest implements TestScope {

  private final TestScope test;
  private final Recording recording;
  private final List<String> hosts;

  private RecordedTest(TestScope test, Recording recording, List<String> hosts) {
    this.test = test;
    this.recording = recording;
    this.hosts = hosts;
    test.broken().thenAccept(cause -> failed("told by another host", false, cause));
  }

  /**
   * Enters a test, and records it from its entry on.
   *
   * @param id the test's unique id
   * @param entry enters it
   */
  public static TestScope entered(
      Recording recording, String id, List<String> hosts, Supplier<TestScope> entry) {
    recording.add(new Recorded.Entered(Recording.now(), id, hosts));
    TestScope test = recording.barrier("entry of the test", hosts, entry);
    return new RecordedTest(test, recording, hosts);
  }

  /** Records the whole of a class, which has been entered, from now on. */
  public static TestScope ofClass(
      Recording recording, String id, List<String> hosts, TestScope whole) {
    recording.add(new Recorded.Entered(Recording.now(), id, hosts));
    return new RecordedTest(whole, recording, hosts);
  }

  private void failed(String doing, boolean own, Throwable cause) {
    recording.add(
        new Recorded.Failed(
            Recording.now(),
            doing,
            own,
            ThrowableRecord.isAbort(cause),
            cause.getClass().getName(),
            ThrowableText.message(cause)));
  }

  @Override
  public Lane main() {
    return new RecordedLane(test.main(), recording);
  }

  @Override
  public Lane beside() {
    return new RecordedLane(test.beside(), recording);
  }

  @Override
  public Lane openLane(String name) {
    return new RecordedLane(test.openLane(name), recording);
  }

  @Override
  public void fail(String doing, Throwable failure) {
    failed(doing, true, failure);
    test.fail(doing, failure);
  }

  @Override
  public void excuse(Throwable abort) {
    test.excuse(abort);
  }

  @Override
  public Optional<RuntimeException> meet(Duration timeout) {
    return recording.barrier("end of the test", hosts, () -> test.meet(timeout));
  }

  @Override
  public Optional<RuntimeException> finish(Duration timeout) {
    return recording.barrier("end of the clean-up", hosts, () -> test.finish(timeout));
  }

  @Override
  public void agree(String name, String fact) {
    test.agree(name, fact);
  }

  @Override
  public Journal journal(String name) {
    return test.journal(name);
  }

  @Override
  public TestValues values() {
    return test.values();
  }

  @Override
  public Optional<RuntimeException> failure() {
    return test.failure();
  }

  @Override
  public CompletionStage<RuntimeException> broken() {
    return test.broken();
  }

  @Override
  public void doing(String what) {
    test.doing(what);
  }

  @Override
  public void leaveAccount(String text) {
    test.leaveAccount(text);
  }

  @Override
  public Map<String, String> accounts() {
    return test.accounts();
  }
}
