package org.multihost.migration.qemu.guest.cloud;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.time.Duration;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.GuestSession;
import org.multihost.migration.qemu.guest.console.SerialConsole;

/**
 * The report of a guest's cloud-init on its seed.
 *
 * @param vm the VM's name
 * @param console the guest's console, where cloud-init tells of its end
 */
@API(status = INTERNAL)
public record CloudReport(String vm, SerialConsole console) {

  /** The last message of cloud-init, as it is by default. */
  private static final Pattern END = Pattern.compile("Cloud-init v\\. .* finished at");

  /** The exit code of a shell that does not find a program. */
  private static final int NO_PROGRAM = 127;

  /**
   * Waits for cloud-init, then prints its state and what it says of the user-data. Its exit code is
   * 1 for a failed module; faults of user-data are only in its log, and since version 23.4 the code
   * is 2 then.
   */
  private static final String STATE =
      """
      command -v cloud-init >/dev/null || exit 127
      cloud-init status --wait >/dev/null 2>&1
      code=$?
      log=/var/log/cloud-init.log
      faults=$({ sudo -n cat $log || cat $log; } 2>/dev/null |
        grep -E 'Failed loading yaml blob|Failed at merging|Unhandled (unknown|non-multipart)')
      [ $code = 1 ] && cloud-init status --long
      [ -z "$faults" ] || echo "$faults"
      [ $code != 1 ] && [ -z "$faults" ]
      """;

  /** Returns whether the console shows that cloud-init has ended: its users have their keys. */
  public boolean hasEnded() {
    return END.matcher(console.text()).find();
  }

  /**
   * Waits for the end of cloud-init.
   *
   * @throws GuestException if it has not ended in time, or has failed, or refuses the user-data
   */
  public void awaitSuccess(GuestSession session, Duration timeout) {
    CommandResult state = state(session, timeout);
    if (state.exitCode() != 0 && state.exitCode() != NO_PROGRAM) {
      throw new GuestException(
          "The cloud-init of virtual machine [%s] has failed: [%s]; correct [multihost.vm.%1$s.user-data], or look at /var/log/cloud-init.log and /var/log/cloud-init-output.log in the guest; %s"
              .formatted(vm, state.output().strip(), console.excerpt()));
    }
  }

  private CommandResult state(GuestSession session, Duration timeout) {
    try {
      return session.runUnchecked(STATE, timeout);
    } catch (GuestException failed) {
      throw new GuestException(
          "The cloud-init of virtual machine [%s] has not ended: %s; if [user-data] asks for much, raise multihost.timeout.login; %s"
              .formatted(vm, failed.getMessage(), console.excerpt()),
          failed);
    }
  }

  /** Returns the failure of a login, with what to look at. */
  public GuestException explained(GuestException failed) {
    return new GuestException(
        "%s; cloud-init prepares this login, from the files on its disk [%s]: the image needs cloud-init with the data source NoCloud, and an SSH server; %s, and %s"
            .formatted(
                failed.getMessage(),
                CloudSeed.DISK,
                hasEnded()
                    ? "the console shows its end"
                    : "the console does not show its end [Cloud-init v. … finished]",
                console.excerpt()),
        failed);
  }
}
