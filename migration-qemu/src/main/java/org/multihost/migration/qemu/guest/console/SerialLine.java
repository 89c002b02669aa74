package org.multihost.migration.qemu.guest.console;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.channels.SocketChannel;
import java.util.function.Supplier;
import org.apiguardian.api.API;

/**
 * The host's end of one serial port of a guest, before it is read.
 *
 * @param channel must be in blocking mode
 * @param ending returns the reason why the other side has closed it; called after that, and may
 *     take a moment
 */
@API(status = INTERNAL)
public record SerialLine(String vm, SocketChannel channel, Supplier<String> ending) {

  /** The reason of a VM's end if nothing else is known. */
  public static final String GONE = "the VM has ended, or has migrated away";

  /** Returns the reason why the line has ended. */
  public String closed() {
    // If this side has closed it, the caller has the reason.
    return "its serial port was closed: " + (channel.isOpen() ? ending.get() : GONE);
  }
}
