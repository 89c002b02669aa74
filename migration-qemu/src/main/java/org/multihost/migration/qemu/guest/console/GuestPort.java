package org.multihost.migration.qemu.guest.console;

import static org.apiguardian.api.API.Status.INTERNAL;

import org.apiguardian.api.API;

/** The host's end of a guest's second serial port, which has its own protocol with each guest. */
@API(status = INTERNAL)
public interface GuestPort extends AutoCloseable {

  /** Fails what waits for the guest: it continues on another host. */
  void guestHasLeft();

  /**
   * Serves the guest again, which runs here.
   *
   * @return whether it had left, for a destination that has failed
   */
  boolean guestIsHere();

  @Override
  void close();
}
