package org.multihost.migration.qemu.guest.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A detector of the restarts that a Linux kernel announces on its console: of {@code reboot(2)} and
 * of SysRq-B. A kernel that panics, with {@code panic=-1} on its command line, resets the VM
 * without one. Not safe for use by several threads.
 */
final class RestartWatch {

  private static final Pattern ANNOUNCED = Pattern.compile("Restarting system|sysrq: Resetting");
  private static final int LONGEST = 20;

  private final StringBuilder end = new StringBuilder();
  private int announced;

  /** Appends text. */
  void append(CharSequence text) {
    end.append(text);
    int searched = Math.max(0, end.length() - LONGEST);
    for (Matcher found = ANNOUNCED.matcher(end); found.find(); ) {
      announced++;
      searched = Math.max(searched, found.end());
    }
    end.delete(0, searched);
  }

  /** Returns how many restarts the kernel has announced. */
  int announced() {
    return announced;
  }
}
