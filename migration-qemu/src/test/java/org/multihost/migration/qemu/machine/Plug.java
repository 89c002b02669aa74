package org.multihost.migration.qemu.machine;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a device needs to be plugged in: its driver and its options. */
record Plug(String driver, Map<String, Object> options) {

  static Plug of(String driver) {
    return new Plug(driver, Map.of());
  }

  static Plug on(String bus, String driver) {
    return new Plug(driver, Map.of("bus", bus));
  }

  /** Returns devices by their ids, in this order. */
  static Map<String, Plug> all(Object... idsAndPlugs) {
    Map<String, Plug> all = new LinkedHashMap<>();
    for (int i = 0; i < idsAndPlugs.length; i += 2) {
      all.put((String) idsAndPlugs[i], (Plug) idsAndPlugs[i + 1]);
    }
    return all;
  }
}
