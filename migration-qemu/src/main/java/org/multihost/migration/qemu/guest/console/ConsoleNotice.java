package org.multihost.migration.qemu.guest.console;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/** A message of a guest's Linux kernel that is no crash of the guest, and worth a notice. */
@API(status = INTERNAL)
public enum ConsoleNotice {
  /**
   * As {@code arch/*&#47;kernel/traps.c}, {@code mm/fault.c} and {@code mm/oom_kill.c} print it.
   */
  PROGRAM_FAULTED(
      "A program in the guest of virtual machine [%s] faulted, the guest itself did not: [%s]",
      "traps: \\S.*\\[\\d+\\] .*"
          + "|\\S.*\\[\\d+\\]: (?:segfault at|bad frame in|unhandled (?:exception|signal)).*"
          + "|Out of memory: Killed process.*"),
  /** As the watchdogs of lockups, of RCU, of tasks and of clocks print it. */
  HOST_WAS_SLOW(
      "The guest of virtual machine [%s] warns that it did not run for some time; its host is slow or overloaded: [%s]",
      "(?:watchdog: )?BUG: (?:soft|workqueue|spinlock) lockup.*"
          + "|(?:watchdog: )?Watchdog detected hard LOCKUP.*"
          + "|INFO: task .* blocked for more than .*"
          + "|(?:rcu: )?INFO: rcu\\S* (?:self-)?detected .*"
          + "|(?:rcu: )?rcu\\S* kthread (?:timer wakeup|starved).*"
          + "|clocksource: timekeeping watchdog.*");

  private final String text;
  private final Pattern message;

  ConsoleNotice(String text, String message) {
    this.text = text;
    this.message = Pattern.compile(CrashWatch.TIME + "(?<message>" + message + ")");
  }

  /** Returns the message that the line of a console has, if it is of this kind. */
  Optional<String> in(String line) {
    Matcher matcher = message.matcher(line);
    return matcher.find() ? Optional.of(matcher.group("message").strip()) : Optional.empty();
  }

  /** Returns the text of the notice. */
  public String text(String vm, String found) {
    return text.formatted(vm, found);
  }
}
