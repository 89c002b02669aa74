package org.multihost.migration.internal.jupiter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** The settings of a JVM that is the one host of its run. */
final class OneHost {

  private OneHost() {}

  /** Of a host named {@code only}, and more settings as key, value, key, value. */
  static Map<String, String> only(String... more) throws IOException {
    Map<String, String> settings = new HashMap<>();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      settings.put("multihost.hosts", "only=127.0.0.1:" + free.getLocalPort());
    }
    settings.put("multihost.host", "only");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }
}
