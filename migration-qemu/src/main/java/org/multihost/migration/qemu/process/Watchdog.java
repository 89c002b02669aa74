package org.multihost.migration.qemu.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The shell script that becomes QEMU and leaves a watchdog beside it, which kills that QEMU and
 * removes its directory when the JVM is gone, whichever way it went.
 *
 * <p>The JVM holds the writing end of the shell's standard input. One line lets QEMU start; the end
 * of the input means that the JVM has ended or has let go. The shell's process turns into QEMU, so
 * that the JVM's child is QEMU itself, and the watchdog is QEMU's child: when QEMU has ended it
 * gets another parent, which is how it knows that the process id is still QEMU's and no other
 * process's. What QEMU has started for a migration ends with it. It ignores the signals that a
 * terminal sends, and keeps neither the log nor a socket open.
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

  /** The command that runs another one under the watch. */
  static List<String> around(List<String> command, Path directory) {
    List<String> watched = new ArrayList<>(List.of("sh", "-c", SCRIPT, NAME));
    watched.add(directory.toString());
    watched.addAll(command);
    return watched;
  }
}
