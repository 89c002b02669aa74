package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A host's cable, for those who pull it.
 *
 * @param command the one that pulls it or plugs it in, without its last word
 */
record Cable(List<String> command) {

  /** Less than the 3 s that Linux looks for a neighbour before it refuses a connection: arp(7). */
  private static final int CUT_SECONDS = 2;

  private static final String PROPERTY = "faults.cable.";

  /** How a host's JVM is told of that host's cable. */
  static String property(String host, List<String> command) {
    return "-D" + PROPERTY + host + "=" + String.join(" ", command);
  }

  /** That of a host, as this JVM was told. */
  public static Cable of(String host) {
    return new Cable(List.of(System.getProperty(PROPERTY + host).split(" ")));
  }

  public void cut() throws IOException {
    set("down");
  }

  /** Returns when it is cut. */
  void cutAndHeal() throws IOException {
    cut();
    CompletableFuture.runAsync(
        this::healAlone, CompletableFuture.delayedExecutor(CUT_SECONDS, TimeUnit.SECONDS));
  }

  private void healAlone() {
    try {
      heal();
    } catch (IOException e) {
      // The test then fails by what it does not expect; this says why.
      e.printStackTrace();
    }
  }

  /** Also if it is not cut. */
  public void heal() throws IOException {
    set("up");
  }

  private void set(String state) throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.add(state);
    Commands.run(whole);
  }
}
