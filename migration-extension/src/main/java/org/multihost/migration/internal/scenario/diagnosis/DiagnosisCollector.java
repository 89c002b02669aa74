package org.multihost.migration.internal.scenario.diagnosis;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.multihost.migration.Diagnosis;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.environment.TestLogs;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.multihost.migration.internal.wire.ThrowableText;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VmDiagnosis;

/**
 * The collector of a failed test's diagnosis on this host. It begins once, at the first failure,
 * ends in bounded time, and never throws. Safe for use by several threads.
 */
public final class DiagnosisCollector {

  private static final Duration FOR_VMS = Duration.ofSeconds(3);
  private static final Duration FOR_ALL = Duration.ofSeconds(6);

  private final TestScope scope;
  private final Supplier<List<LocalVm>> vms;
  private final TestEnvironment place;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<Optional<Findings>> end = new CompletableFuture<>();

  /** The result: the diagnosis of this host, and its account for all hosts. */
  public record Findings(HostDiagnosis diagnosis, String account) {}

  private record Asked(String vm, CompletableFuture<VmDiagnosis> answer) {}

  /**
   * Creates the collector of a test.
   *
   * @param vms supplies the VMs whose process is or was on this host
   */
  public DiagnosisCollector(TestScope scope, Supplier<List<LocalVm>> vms, TestEnvironment place) {
    this.scope = scope;
    this.vms = vms;
    this.place = place;
  }

  /**
   * Begins the diagnosis, unless the cause is no failure or it has begun already. Returns when it
   * has the thread dump. The VMs are queried meanwhile, each on its own thread: the caller may be
   * the thread that a driver needs for the answer.
   */
  public void begin(Throwable cause) {
    if (ThrowableRecord.isAbort(cause) || !begun.compareAndSet(false, true)) {
      return;
    }
    try {
      String threads = ThreadDump.of(place.time().threads());
      List<Asked> asked = vms.get().stream().map(this::ask).toList();
      CompletableFuture.allOf(
              asked.stream().map(Asked::answer).toArray(CompletableFuture<?>[]::new))
          .thenApplyAsync(all -> told(cause, asked, threads), onThread("diagnosis"))
          .thenApply(this::publish)
          .whenComplete((findings, failure) -> end.complete(Optional.ofNullable(findings)));
    } catch (RuntimeException | Error impossible) {
      end.complete(Optional.empty());
    }
  }

  private Asked ask(LocalVm vm) {
    String name = vm.name();
    CompletableFuture<VmDiagnosis> answer =
        CompletableFuture.supplyAsync(vm::diagnosis, onThread("diagnosis-" + name))
            .exceptionally(
                failure -> none(name, "its driver failed: " + ThrowableText.of(failure)));
    String late = "its driver did not answer within " + Durations.format(FOR_VMS);
    place.time().after(FOR_VMS, () -> answer.complete(none(name, late)));
    return new Asked(name, answer);
  }

  private static VmDiagnosis none(String vm, String why) {
    return VmDiagnosis.none("%s: %s".formatted(vm, why));
  }

  /** Starts a thread per task: a driver that blocks must not delay the others. */
  private Executor onThread(String name) {
    return task -> place.time().thread(name, task).start();
  }

  private HostDiagnosis told(Throwable cause, List<Asked> asked, String threads) {
    return new HostDiagnosis(
        place.hosts().self(),
        place.logs().test(),
        cause,
        asked.stream().map(a -> new HostDiagnosis.OfVm(a.vm(), a.answer().join())).toList(),
        threads);
  }

  private Findings publish(HostDiagnosis diagnosis) {
    String where = "diagnosis: " + written(diagnosis);
    place.console().say(where);
    Findings findings = new Findings(diagnosis, diagnosis.account(where));
    scope.leaveAccount(findings.account());
    return findings;
  }

  private String written(HostDiagnosis diagnosis) {
    try {
      TestLogs logs = place.logs();
      return logs.write(".diagnosis.txt", diagnosis.whole(logs.directory())).toString();
    } catch (IOException e) {
      return "cannot be written: " + e;
    }
  }

  /** Returns whether a failure of the test has been reported to this host. */
  public boolean hasBegun() {
    return begun.get();
  }

  /** Waits until the diagnosis has ended, if it has begun; an interrupt does not end the wait. */
  public Optional<Findings> await() {
    return begun.get()
        ? place.time().awaitUninterruptibly(end, FOR_ALL, Optional.empty())
        : Optional.empty();
  }

  /**
   * Waits, up to a limit, for the other hosts' diagnoses, too: they must see the VMs before this
   * host cleans them up.
   */
  public void awaitAll() {
    await();
    if (begun.get()) {
      scope.accounts();
    }
  }

  /** Returns the diagnosis of all hosts, after they have met at the end of the test. */
  public Optional<Diagnosis> ofAllHosts() {
    if (!begun.get()) {
      return Optional.empty();
    }
    Map<String, String> accounts = new LinkedHashMap<>(scope.accounts());
    await().ifPresent(own -> accounts.put(place.hosts().self(), own.account()));
    return Optional.of(new Diagnosis(HostDiagnosis.joined(place.hosts().names(), accounts)));
  }
}
