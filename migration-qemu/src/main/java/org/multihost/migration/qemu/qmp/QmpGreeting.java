package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Set;
import org.apiguardian.api.API;

/**
 * The greeting of QEMU's monitor.
 *
 * @param major the 7 of 7.2.22
 * @param minor the 2 of 7.2.22
 * @param micro the 22 of 7.2.22
 * @param packageText the distribution's own version; may be empty
 * @param capabilities the monitor's capabilities; unknown ones are included
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record QmpGreeting(
    int major, int minor, int micro, String packageText, Set<String> capabilities) {

  static final String OUT_OF_BAND = "oob";

  public QmpGreeting {
    capabilities = Set.copyOf(capabilities);
  }

  /** Whether QEMU has this version or a later one. */
  public boolean isAtLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }

  /** Whether commands can be sent out of band; if so, the client has enabled it. */
  public boolean offersOutOfBand() {
    return capabilities.contains(OUT_OF_BAND);
  }

  /** Returns a version such as {@code 7.2.22}. */
  public String version() {
    return major + "." + minor + "." + micro;
  }
}
