package org.multihost.migration.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A disk image that another process has opened for writing, until this is closed. */
public record LockedImage(Process holder, boolean isHeld) implements AutoCloseable {

  private static final String PROMPT = "qemu-io>";

  /** Returns when the process has it. */
  public static LockedImage of(Path image) throws IOException {
    Process holder =
        new ProcessBuilder("qemu-io", "-f", "raw", image.toString())
            .redirectErrorStream(true)
            .start();
    return new LockedImage(holder, saysPrompt(holder.getInputStream()));
  }

  private static boolean saysPrompt(InputStream output) throws IOException {
    StringBuilder said = new StringBuilder();
    for (int next = output.read(); next >= 0; next = output.read()) {
      said.append(new String(new byte[] {(byte) next}, StandardCharsets.US_ASCII));
      if (said.toString().endsWith(PROMPT)) {
        return true;
      }
    }
    throw new IOException("qemu-io has ended: " + said);
  }

  @Override
  public void close() throws InterruptedException {
    holder.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }
}
