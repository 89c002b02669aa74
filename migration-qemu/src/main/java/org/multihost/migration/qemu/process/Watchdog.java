package org.multihost.migration.qemu.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The shell script that is replaced by QEMU, or by a companion of it, and leaves a watchdog
 * process. The watchdog kills this QEMU and removes its directory when the JVM has ended, in
 * whatever way.
 *
 * <p>The JVM holds the writing end of the shell's standard input. One line starts QEMU; the end of
 * the input means that the JVM has ended or has closed it. QEMU replaces the shell by {@code exec},
 * so that the JVM's child is QEMU itself, and the watchdog is QEMU's child. After QEMU's exit the
 * watchdog has another parent; thereby it detects whether the process id is still that of QEMU and
 * not of another process. The commands that QEMU has started for a migration are killed with it,
 * and so is every process that has a companion's {@linkplain MarkedProcesses mark}. The watchdog
 * ignores the signals of a terminal, and keeps neither the log nor a socket open.
 */
final class Watchdog {

  private static final String NAME = "multihost-watchdog";

  private static final String SCRIPT =
      """
      directory=$1
      shift
      trap '' INT HUP TERM
      if ! read -r start; then
        rm -rf "$directory"
        exit 1
      fi
      exec 3<&0 </dev/null
      (
        exec >/dev/null 2>&1
        while read -r line <&3; do :; done
        parent=$$
        [ ! -r /proc/self/stat ] || read -r pid name state parent rest </proc/self/stat
        if [ "$parent" = $$ ]; then
          commands=
          for task in /proc/$$/task/*/children; do
            read -r more <"$task"
            commands="$commands $more"
          done
          kill -9 $$
          for command in $commands; do [ "$command" = "$pid" ] || kill -9 "$command"; done
        fi
        if [ -n "$COMPANION_OF_MULTIHOST" ]; then
          mark="COMPANION_OF_MULTIHOST=$COMPANION_OF_MULTIHOST"
          for marked in $(grep -ls "$mark" /proc/[0-9]*/environ); do
            marked=${marked#/proc/}
            marked=${marked%/environ}
            [ "$marked" = "$pid" ] || kill -9 "$marked"
          done
        fi
        rm -rf "$directory"
      ) &
      exec 3<&-
      trap - INT HUP TERM
      exec "$@"
      """;

  private Watchdog() {}

  /** Whether a child of QEMU is its watchdog. */
  public static boolean is(ProcessHandle child) {
    return child.info().arguments().filter(all -> List.of(all).contains(NAME)).isPresent();
  }

  /** Returns the command line that runs another one with a watchdog, which removes nothing. */
  static List<String> around(List<String> command) {
    return around(command, Path.of(""));
  }

  /** Returns the command line that runs another one with a watchdog. */
  static List<String> around(List<String> command, Path directory) {
    List<String> watched = new ArrayList<>(List.of("sh", "-c", SCRIPT, NAME));
    watched.add(directory.toString());
    watched.addAll(command);
    return watched;
  }
}
