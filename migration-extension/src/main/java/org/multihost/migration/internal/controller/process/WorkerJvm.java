package org.multihost.migration.internal.controller.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's process, and the pipe to its standard input, whose end signals the controller's end.
 *
 * <p>A JVM that is suspended or stopped does not react to that. Where there is a shell, a guard
 * outside the JVM therefore reads the controller's pipe and forwards the first line. When the pipe
 * ends, for whatever reason, the guard gives the worker time to clean up, and then kills it. The
 * worker's program starts only after the guard has read its process id; the guard distinguishes the
 * worker from a later process of the same id by the start time.
 *
 * @param process the worker's own process, not the guard's
 * @param input takes the bootstrap line; when it ends, the worker ends
 */
record WorkerJvm(Process process, OutputStream input) {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerJvm.class);
  private static final Path SHELL = Path.of("/bin/sh");
  private static final String GUARD_NAME = "multihost-worker-guard";

  /** Slightly longer than a worker takes to end by itself. */
  private static final int GRACE_SECONDS = 12;

  private static final String GUARD =
      """
      trap '' INT HUP TERM
      born() {
        if read -r stat </proc/$worker/stat; then
          set -- ${stat##*) }
          [ "$1" = Z ] || echo "${20}"
        else
          ps -o lstart= -p "$worker"
        fi
      }
      read -r worker || exit
      since=$(born)
      echo start
      if IFS= read -r bootstrap; then (printf '%s\\n' "$bootstrap" &); fi
      while read -r line; do :; done
      exec >&-
      left=$1
      while [ "$left" -gt 0 ] && [ "$(born)" = "$since" ]; do
        sleep 1
        left=$((left - 1))
      done
      [ "$(born)" != "$since" ] || kill -9 "$worker"
      """;

  private static final String WORKER = "read -r start || exit 1; exec \"$@\"";

  /** Starts the worker, with a guard where there is a shell. */
  static WorkerJvm start(List<String> command) throws IOException {
    if (!Files.isExecutable(SHELL)) {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new WorkerJvm(process, process.getOutputStream());
    }
    List<String> waiting = new ArrayList<>(List.of(SHELL.toString(), "-c", WORKER, "worker"));
    waiting.addAll(command);
    List<Process> both =
        ProcessBuilder.startPipeline(
            List.of(
                new ProcessBuilder(
                        SHELL.toString(), "-c", GUARD, GUARD_NAME, String.valueOf(GRACE_SECONDS))
                    .redirectError(ProcessBuilder.Redirect.DISCARD),
                new ProcessBuilder(waiting).redirectErrorStream(true)));
    WorkerJvm worker = new WorkerJvm(both.get(1), both.get(0).getOutputStream());
    worker.process.onExit().thenRun(worker::letGo);
    worker.tell((worker.process.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
    return worker;
  }

  /** Writes to the worker's input. If the worker has ended already, its connection reports that. */
  void tell(byte[] line) {
    try {
      input.write(line);
      input.flush();
    } catch (IOException e) {
      LOG.debug("Worker process [{}] no longer reads its input", process.pid(), e);
    }
  }

  private void letGo() {
    try {
      input.close();
    } catch (IOException e) {
      LOG.debug("The input of worker process [{}] does not close", process.pid(), e);
    }
  }
}
