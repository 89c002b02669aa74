package org.multihost.migration.qemu.guest.image;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.io.InputStream;
import org.apiguardian.api.API;

/** The scripts that run in a guest, stored as resources beside this class. */
@API(status = INTERNAL)
public final class GuestScript {

  private GuestScript() {}

  public static byte[] read(String name) throws IOException {
    try (InputStream script = GuestScript.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IOException("The resource [" + name + "] is missing beside " + GuestScript.class);
      }
      return script.readAllBytes();
    }
  }
}
