package org.multihost.migration.spi.text;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The TCP ports for incoming migrations.
 *
 * @param first the first port, 1 to 65535; 0 for any port
 * @param last the last port, not below the first
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record PortRange(int first, int last) {

  /** Any free port, chosen by the operating system. */
  public static final PortRange ANY = new PortRange(0, 0);

  /** Whether any port is allowed. */
  public boolean isAny() {
    return first == 0;
  }

  /** The range as in a setting: {@code 49152-49215}. */
  @Override
  public String toString() {
    return isAny() ? "any" : first + "-" + last;
  }
}
