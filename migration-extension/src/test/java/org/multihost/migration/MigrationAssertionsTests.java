package org.multihost.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.multihost.migration.MigrationAssertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the assertions accept, and the words they refuse with. */
final class MigrationAssertionsTests {

  private static final MigrationResult COMPLETED =
      result(MigrationOutcome.COMPLETED, Optional.empty());
  private static final MigrationResult FAILED =
      result(MigrationOutcome.FAILED, Optional.of("Unable to write to socket: 100% broken pipe"));

  @Test
  void standBesideAssertjsOwn() {
    assertThat("a text").isNotEmpty();
    assertThat(List.of(1)).hasSize(1);
    assertThat(COMPLETED).as("described").isNotNull().isCompleted();
  }

  @Test
  void acceptACompletedMigrationWithinItsLimits() {
    assertThat(COMPLETED)
        .isCompleted()
        .hasOutcome(MigrationOutcome.COMPLETED)
        .hasDowntimeBelow(Duration.ofMillis(121))
        .hasPauseBelow(Duration.ofMillis(151))
        .hasTotalTimeBelow(Duration.ofMillis(701))
        .hasTransferredAtMost(4096);
  }

  @Test
  void acceptAFailedMigrationAndItsError() {
    assertThat(FAILED).hasFailed().hasError("broken pipe");
    assertThat(result(MigrationOutcome.CANCELLED, Optional.empty())).isCancelled();
  }

  @Test
  void compareTwoMigrations() {
    refused(() -> assertThat(COMPLETED).hasTransferredMoreThan(COMPLETED))
        .contains(
            "Expected the bytes transferred of migration #3 [vm1] to be more than [4096] as in migration #3 but it was [4096]");
    refused(() -> assertThat(COMPLETED).hasTransferredLessThan(COMPLETED)).contains("to be less");
    refused(() -> assertThat(COMPLETED).isFasterThan(COMPLETED)).contains("the total time in ns");
    refused(() -> assertThat(COMPLETED).hasShorterDowntimeThan(COMPLETED)).contains("the downtime");
    refused(() -> assertThat(FAILED).isFasterThan(COMPLETED)).contains("to be [COMPLETED]");
  }

  @Test
  void quoteTheHypervisorWhenTheOutcomeIsAnother() {
    refused(() -> assertThat(FAILED).isCompleted())
        .contains(
            "Expected the outcome of migration #3 [vm1] to be [COMPLETED] but it was [FAILED]; "
                + "error: [Unable to write to socket: 100% broken pipe]");
    refused(() -> assertThat(COMPLETED).hasFailed()).contains("to be [FAILED]");
    refused(() -> assertThat(COMPLETED).isCancelled()).contains("to be [CANCELLED]");
  }

  @Test
  void showAllFiguresWhenOneIsTooHigh() {
    refused(() -> assertThat(COMPLETED).hasDowntimeBelow(Duration.ofMillis(120)))
        .contains(
            "Expected the downtime of migration #3 [vm1] to be below [120 ms] but it was [120 ms]; "
                + "total time: [700 ms]; downtime: [120 ms]; pause: [150 ms]; "
                + "transferred: [4096 bytes]; iterations: [2]");
    refused(() -> assertThat(COMPLETED).hasPauseBelow(Duration.ofMillis(1)))
        .contains("Expected the pause of migration #3");
    refused(() -> assertThat(COMPLETED).hasTotalTimeBelow(Duration.ofMillis(1)))
        .contains("Expected the total time of migration #3");
    refused(() -> assertThat(COMPLETED).hasTransferredAtMost(4095))
        .contains("at most [4095] bytes but it transferred [4096]");
  }

  @Test
  void takeNoDowntimeFromAMigrationThatDidNotComplete() {
    refused(() -> assertThat(FAILED).hasDowntimeBelow(Duration.ofDays(1))).contains("[FAILED]");
    refused(() -> assertThat(FAILED).hasPauseBelow(Duration.ofDays(1))).contains("[FAILED]");
  }

  @Test
  void refuseAFigureThatIsUnknown() {
    Duration day = Duration.ofDays(1);
    refused(() -> assertThat(unknown()).hasPauseBelow(day))
        .contains(
            "Expected to know the pause of migration #3 [vm1], but it is unknown: the migration stopped no running guest",
            "pause: [unknown]; transferred: [unknown]; iterations: [unknown]");
    refused(() -> assertThat(unknown()).hasDowntimeBelow(day))
        .contains("the downtime of migration #3 [vm1], but it is unknown: the hypervisor gave no");
    refused(() -> assertThat(unknown()).hasTransferredAtMost(Long.MAX_VALUE)).contains("unknown");
    refused(() -> assertThat(unknown()).hasTransferredLessThan(COMPLETED)).contains("unknown");
    refused(() -> assertThat(COMPLETED).hasTransferredMoreThan(unknown())).contains("unknown");
    refused(() -> assertThat(COMPLETED).hasShorterDowntimeThan(unknown())).contains("unknown");
    assertThat(unknown()).hasTotalTimeBelow(day);
  }

  @Test
  void compareACompletedMigrationWithACompletedOneOnly() {
    refused(() -> assertThat(COMPLETED).isFasterThan(FAILED))
        .contains(
            "Expected migration #3 [vm1], with which", "to be [COMPLETED] but it was [FAILED]");
    refused(() -> assertThat(COMPLETED).hasShorterDowntimeThan(FAILED)).contains("with which");
  }

  @Test
  void sayWhichErrorThereWas() {
    refused(() -> assertThat(FAILED).hasError("no route"))
        .contains("to contain [no route] but it was [Unable to write to socket");
    refused(() -> assertThat(COMPLETED).hasError("no route"))
        .contains("but there was none; outcome: [COMPLETED]");
  }

  @Test
  void keepTheDescriptionOfTheTest() {
    refused(() -> assertThat(FAILED).as("first hop").isCompleted()).startsWith("[first hop] ");
  }

  @Test
  void knowWhereAMachineIs() {
    VirtualMachine away = new FakeVirtualMachine("vm1", "destination", false, VmState.RUNNING);
    assertThat(away).isOn("destination").isRunning();
    refused(() -> assertThat(away).isOn("source"))
        .contains("Expected VM [vm1] to be on host [source] but it is on host [destination]");
    refused(() -> assertThat(away).isHere())
        .contains("Expected VM [vm1] to be on this host but it is on host [destination]");
    refused(() -> assertThat(away).isPaused())
        .contains("Expected VM [vm1] on host [destination] to be [PAUSED] but it is [RUNNING]");
  }

  @Test
  void knowWhatACommandCameTo() {
    CommandResult ok = new CommandResult(0, "hello\nworld\n", Duration.ZERO);
    assertThat(ok).succeeded().hasExitCode(0).hasOutput("hello\nworld").outputContains("wor");
    refused(() -> assertThat(ok).hasExitCode(1))
        .contains("to exit with [1] but it exited with [0]; output: [hello\nworld]");
    refused(() -> assertThat(ok).hasOutput("hello"))
        .contains("to be [hello] but it was [hello\nworld]; exit code: [0]");
    refused(() -> assertThat(ok).outputContains("moon")).contains("to contain [moon]");
  }

  @Test
  void refuseNothingAtAll() {
    MigrationResult nothing = null;
    refused(() -> assertThat(nothing).isCompleted()).contains("not to be null");
  }

  private static AbstractStringAssert<?> refused(ThrowingCallable assertion) {
    return assertThat(catchThrowableOfType(AssertionError.class, assertion).getMessage());
  }

  private static final MigrationSide SOURCE =
      new MigrationSide(
          new HypervisorFigures(
              OptionalLong.of(8_000_000),
              Optional.empty(),
              OptionalLong.of(30),
              OptionalLong.empty(),
              OptionalLong.empty(),
              OptionalLong.empty(),
              Optional.empty(),
              Map.of("ram.normal", "1200", "status", "completed")),
          List.of(),
          List.of());

  @Test
  void figuresAreWithinARange() {
    MigrationResult result = result(MigrationOutcome.COMPLETED, Optional.empty());

    assertThat(result)
        .hasBandwidthBetween(8_000_000, 8_000_000)
        .hasThrottleBetween(20, 99)
        .hasFigureBetween("ram.normal", 1200, 1200.5);
    refused(() -> assertThat(result).hasBandwidthBetween(8_000_001, 9_000_000))
        .contains("bandwidth in bytes/s of migration #3 [vm1] to be from [8000001] to [9000000]")
        .contains("but it was [8000000.00]");
    refused(() -> assertThat(result).hasThrottleBetween(1, 29)).contains("[30.00]");
    refused(() -> assertThat(result).hasFigureBetween("ram.normal", 1201, 2000))
        .contains("figure ram.normal");
  }

  @Test
  void aFigureThatIsUnknownIsWithinNoRange() {
    refused(() -> assertThat(unknown()).hasBandwidthBetween(0, Long.MAX_VALUE))
        .contains("Expected to know the bandwidth in bytes/s of migration #3 [vm1]");
    MigrationResult result = result(MigrationOutcome.COMPLETED, Optional.empty());
    refused(() -> assertThat(result).hasFigureBetween("ram.nromal", 0, 1))
        .contains("figure [ram.nromal]", "ram.normal=1200");
  }

  private static MigrationResult result(MigrationOutcome outcome, Optional<String> error) {
    VmMigrationResult vm =
        new VmMigrationResult(
            outcome,
            Duration.ofMillis(700),
            Optional.of(Duration.ofMillis(120)),
            Optional.of(Duration.ofMillis(150)),
            Optional.of(Duration.ofMillis(3)),
            OptionalLong.of(4096),
            OptionalLong.of(2),
            error,
            SOURCE,
            MigrationSide.NONE);
    return resultOf(vm);
  }

  private static MigrationResult unknown() {
    return resultOf(
        new VmMigrationResult(
            MigrationOutcome.COMPLETED,
            Duration.ofMillis(700),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            MigrationSide.NONE,
            MigrationSide.NONE));
  }

  private static MigrationResult resultOf(VmMigrationResult vm) {
    return new MigrationResult(
        3,
        vm.outcome(),
        vm.totalTime(),
        vm.downtime(),
        vm.pause(),
        vm.setupTime(),
        vm.bytesTransferred(),
        vm.iterations(),
        Map.of("vm1", vm),
        List.of(),
        vm.error(),
        Optional.empty(),
        Optional.empty());
  }

  /** A machine of which only the name, place and state are known. */
  private record FakeVirtualMachine(String name, String host, boolean isHere, VmState state)
      implements VirtualMachine {

    @Override
    public void pause() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void resume() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void reset() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void stop() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void start() {
      throw new UnsupportedOperationException();
    }

    @Override
    public GuestSession session() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String placeholder(String placeholder) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path screenshot() {
      throw new UnsupportedOperationException();
    }

    @Override
    public GuestConsole console() {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new UnsupportedOperationException();
    }
  }
}
