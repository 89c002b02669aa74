package org.multihost.migration.qemu.guest;

import java.io.IOException;
import java.io.InputStream;

/** The scripts that run in a guest; resources beside this class. */
final class GuestScript {

  private GuestScript() {}

  static byte[] read(String name) throws IOException {
    try (InputStream script = GuestScript.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IOException("The resource [" + name + "] is missing beside " + GuestScript.class);
      }
      return script.readAllBytes();
    }
  }
}
