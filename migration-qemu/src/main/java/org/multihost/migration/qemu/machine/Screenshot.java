package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;

/**
 * A picture of a VM's display that QEMU writes, in the PNG format, which QEMU has since version
 * 7.1.
 *
 * @param directory where the picture goes
 */
@API(status = INTERNAL)
public record Screenshot(String vm, QmpClient qmp, Path directory) {

  private static final String COMMAND = "screendump";

  /**
   * Takes it now.
   *
   * @throws VirtualMachineException if the VM has no display
   */
  public Path take() {
    Path file = next();
    try {
      qmp.execute(COMMAND, arguments(file));
      return file;
    } catch (QmpCommandException refused) {
      throw new VirtualMachineException(
          "Virtual machine [%s] has no picture of its display: %s; a VM gets a display by a device, such as arguments = {\"-device\", \"VGA\"}"
              .formatted(vm, refused.getMessage()),
          refused);
    }
  }

  /** Takes it for a diagnosis; empty if the VM has no display, or QEMU does not answer in time. */
  public Optional<Path> attempt(Duration limit) {
    Path file = next();
    CompletableFuture<Optional<Path>> taken = new CompletableFuture<>();
    qmp.send(COMMAND, arguments(file))
        .whenComplete(
            (done, failure) ->
                taken.complete(failure == null ? Optional.of(file) : Optional.empty()));
    return taken
        .completeOnTimeout(Optional.empty(), limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private static Map<String, String> arguments(Path file) {
    return Map.of("filename", file.toString(), "format", "png");
  }

  /** Returns the first name that is not taken. */
  private Path next() {
    for (int number = 1; ; number++) {
      Path file = directory.resolve("%s.screen-%d.png".formatted(vm, number)).toAbsolutePath();
      if (!Files.exists(file)) {
        return file;
      }
    }
  }
}
