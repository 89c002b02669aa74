package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The TCP ports that migrations may come in on.
 *
 * @param first the first one, 1 to 65535; 0 if any will do
 * @param last the last one; as the first one or larger
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record PortRange(int first, int last) {

  /** Any port that is free: the operating system chooses. */
  public static final PortRange ANY = new PortRange(0, 0);

  /** Whether any port will do. */
  public boolean isAny() {
    return first == 0;
  }

  /** As a setting has it: {@code 49152-49215}. */
  @Override
  public String toString() {
    return isAny() ? "any" : first + "-" + last;
  }
}
