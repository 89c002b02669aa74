package org.multihost.migration.qemu.guest.console;

import java.nio.channels.SocketChannel;
import java.util.function.Supplier;

/**
 * The host's end of one of a guest's serial ports, before anybody reads it.
 *
 * @param channel must block
 * @param ending tells why the other side has closed it; asked when it has, and may take a moment
 */
public record SerialLine(String vm, SocketChannel channel, Supplier<String> ending) {

  /** What is known of a machine's end when nothing else is. */
  public static final String GONE = "the machine is gone, or has migrated away";

  /** Why nothing comes any more. */
  public String closed() {
    // Who closes it on this side knows why.
    return "its serial port was closed: " + (channel.isOpen() ? ending.get() : GONE);
  }
}
