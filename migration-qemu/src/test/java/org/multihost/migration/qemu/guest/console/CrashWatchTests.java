package org.multihost.migration.qemu.guest.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrashWatchTests {

  private static final String STAMPED = "[    0.000000] Linux version 6.1.0\r\n";

  private final CrashWatch watch = new CrashWatch(CrashPatterns.OF_LINUX);

  @Test
  void findsAPanicThatComesInPieces() {
    assertThat(watch.append("ok\r\n[   12.345678] Kernel panic - not sync")).isEmpty();

    assertThat(watch.append("ing: sysrq triggered crash\r\nCall Trace:\n"))
        .contains("Kernel panic - not syncing: sysrq triggered crash");
  }

  @Test
  void seesALineThatIsNotCompleteWhenItIsAsked() {
    watch.append("[   12.345678] Kernel panic - not syncing: sys");
    assertThat(watch.found()).contains("Kernel panic - not syncing: sys");
    watch.append("rq triggered crash\r\n[   12.4] more\n");
    assertThat(watch.found()).contains("Kernel panic - not syncing: sysrq triggered crash");
  }

  /* As kernels 4.19 to 6.12 print them on x86, arm64, riscv, powerpc and s390. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b",
        "BUG: unable to handle page fault for address: ffffb0c5c0000000",
        "BUG: kernel NULL pointer dereference, address: 0000000000000000",
        "BUG: Bad page state in process cat  pfn:03a1f",
        "BUG: scheduling while atomic: swapper/0/0/0x00000002",
        "Oops: 0002 [#1] PREEMPT SMP NOPTI",
        "Oops: Oops: 0000 [#1] SMP",
        "Oops: general protection fault, probably for non-canonical address 0x1: 0000 [#1] SMP",
        "general protection fault: 0000 [#1] SMP",
        "general protection fault, probably for non-canonical address 0xdead: 0000 [#2] SMP",
        "kernel BUG at mm/slub.c:4023!",
        "invalid opcode: 0000 [#1] PREEMPT SMP",
        "Internal error: Oops: 0000000096000004 [#1] SMP",
        "Oops [#1]",
        "Kernel BUG [#1]",
        "Oops: Kernel access of bad area, sig: 11 [#1]",
        "Oops: 0004 ilc:2 [#1] SMP"
      })
  void findsACrashWithAndWithoutTheTimeAndBehindAPrompt(String crash) {
    assertThat(watch.append(crash + "\r\n")).contains(crash);
    assertThat(
            new CrashWatch(CrashPatterns.OF_LINUX)
                .append(STAMPED + "[   12.345678] " + crash + "\r\n"))
        .contains(crash);
    assertThat(
            new CrashWatch(CrashPatterns.OF_LINUX)
                .append("guest login: [   12.345678][  T123] " + crash + "\n"))
        .contains(crash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo debugging",
        "DEBUG: all is well",
        "panic=-1 on the command line",
        "Oops: the file is not there",
        "Oops: 1",
        "my BUG: unable to handle that",
        "traps: h[168] general protection fault ip:401078 sp:7ffd error:0 in h[400000+1000]",
        "h[168]: segfault at 0 ip 0000000000401000 sp 00007ffd error 4 in h[400000+1000]",
        "watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [swapper/0:1]",
        "BUG: soft lockup - CPU#0 stuck for 22s! [swapper/0:1]",
        "BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 34s!",
        "INFO: task sh:1 blocked for more than 120 seconds."
      })
  void takesNothingElseForOne(String line) {
    assertThat(watch.append(line + "\n")).isEmpty();
    assertThat(watch.append("[  230.123456] " + line + "\n")).isEmpty();
    assertThat(watch.append(line + "\n")).isEmpty();
    assertThat(watch.found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Oops: 0000 [#1] is what my program prints",
        "BUG: unable to handle page fault for address: 0",
        "kernel BUG at mm/slub.c:4023!"
      })
  void knowsAProgramsWordsByTheMissingTime(String line) {
    assertThat(watch.append(STAMPED + line + "\n")).isEmpty();
  }

  @Test
  void findsAPanicWithoutTheTimeOnAConsoleThatHasShownIt() {
    assertThat(watch.append(STAMPED + "Kernel panic - not syncing: no init\n")).isPresent();
  }

  @Test
  void forgetsWhatIsTooLongForALine() {
    assertThat(watch.append("x".repeat(1 << 20) + "\nOops: 0000 [#1]\n")).isPresent();
    assertThat(new CrashWatch(CrashPatterns.OF_LINUX).append("x".repeat(1 << 20) + ": 0 [#1]\n"))
        .isEmpty();
  }

  @Test
  void theUsersPatternsAddAndRemoveCrashes() {
    CrashPatterns own =
        new CrashPatterns(
            Optional.of(Pattern.compile("^db: CORRUPT")),
            Optional.of(Pattern.compile("BUG: sleeping function .* in my_driver")));
    CrashWatch watch = new CrashWatch(own);
    String removed = "[    1.5] BUG: sleeping function called from invalid context in my_driver";

    assertThat(watch.append(STAMPED + removed)).isEmpty();
    assertThat(watch.found()).isEmpty();
    assertThat(watch.append("\n[    1.6] BUG: sleeping function called from invalid context\n"))
        .contains("BUG: sleeping function called from invalid context");
    assertThat(new CrashWatch(own).append(STAMPED + "db: CORRUPT page 7\n"))
        .contains("db: CORRUPT page 7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PROGRAM_FAULTED | traps: h[168] general protection fault ip:401078 sp:7ffd in h[400000+1000]",
        "PROGRAM_FAULTED | my db[168]: segfault at 0 ip 0000000000401000 sp 00007ffd error 4 in h",
        "PROGRAM_FAULTED | Out of memory: Killed process 168 (h) total-vm:2048kB, anon-rss:1024kB",
        "HOST_WAS_SLOW | watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [swapper/0:1]",
        "HOST_WAS_SLOW | BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 34s!",
        "HOST_WAS_SLOW | INFO: task sh:1 blocked for more than 120 seconds.",
        "HOST_WAS_SLOW | rcu: INFO: rcu_preempt self-detected stall on CPU",
        "HOST_WAS_SLOW | rcu: rcu_preempt kthread timer wakeup didn't happen for 5250 jiffies!",
        "HOST_WAS_SLOW | clocksource: timekeeping watchdog on CPU0: Marking clocksource 'tsc' as"
      })
  void whatIsNoCrashAndWorthANoticeIsFoundOnce(ConsoleNotice kind, String message) {
    ConsoleWatch watch = new ConsoleWatch(CrashPatterns.OF_LINUX);
    watch.append(STAMPED + message + " says a program\n").run();
    assertThat(watch.noticed(kind).toCompletableFuture()).isNotDone();

    watch.append("[  230.123456] " + message + "\r\n[  231.000000] " + message + " again\n").run();

    assertThat(watch.noticed(kind).toCompletableFuture()).isCompletedWithValue(message);
    assertThat(watch.crash()).isEmpty();
    assertThat(kind.text("vm1", message)).contains("virtual machine [vm1]", "[" + message + "]");
  }
}
