package org.multihost.migration.qemu.doctor;

import java.util.Optional;
import org.multihost.migration.MultihostException;
import org.multihost.migration.qemu.guest.image.GuestPlaces;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.HostSettings;

/** An examination of this host, with the settings of this process. */
final class Examination {

  private static final int FOUND_TO_LACK = 1;
  private static final int WRONG_SETTING = 2;

  private Examination() {}

  /**
   * Prints the report.
   *
   * @return the exit code: 0 if the first test can run
   */
  static int run(boolean json) {
    HostSystem system = HostSystem.current();
    Report report;
    try {
      HostChecks checks =
          new HostChecks(GuestPlaces.of(system), HostSettings.instance().withoutTests());
      report = new Report(title(system), checks.run());
    } catch (MultihostException wrong) {
      System.err.println(wrong.getMessage());
      return WRONG_SETTING;
    }
    System.out.print(json ? report.json() : report.text());
    return report.firstTestCanRun() ? 0 : FOUND_TO_LACK;
  }

  private static String title(HostSystem system) {
    String version =
        Optional.ofNullable(Examination.class.getPackage().getImplementationVersion())
            .map(" "::concat)
            .orElse("");
    return "Multihost Migration%s on %s, %s"
        .formatted(version, system.distribution().name(), system.architecture());
  }
}
