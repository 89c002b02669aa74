package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.text.ShellWord;

/** The command line that examines this host, for messages about a missing part. */
@API(status = INTERNAL)
public final class DoctorCommand {

  private DoctorCommand() {}

  /** Returns the exception with a sentence more, which names the command. */
  public static DriverUnavailableException appendedTo(DriverUnavailableException missing) {
    DriverUnavailableException longer =
        new DriverUnavailableException(
            "%s%nAll that this host has and lacks: %s".formatted(missing.getMessage(), text()));
    longer.setStackTrace(missing.getStackTrace());
    return longer;
  }

  /** Returns the command: the jar that this class is in can be executed. */
  static String text() {
    @Nullable CodeSource source = DoctorCommand.class.getProtectionDomain().getCodeSource();
    if (source != null) {
      try {
        Path place = Path.of(source.getLocation().toURI());
        return Files.isRegularFile(place)
            ? "java -jar " + ShellWord.of(place.toString())
            : "./run doctor";
      } catch (URISyntaxException | RuntimeException notAFile) {
        // inside of another archive
      }
    }
    return "java -cp CLASSPATH org.multihost.migration.qemu.doctor.Doctor";
  }
}
