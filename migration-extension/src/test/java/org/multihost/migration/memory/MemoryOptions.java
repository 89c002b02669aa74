package org.multihost.migration.memory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.MigrationSettings.Feature;

/** The migration capabilities and parameters of one process, set for one migration. */
final class MemoryOptions {

  static final String BANDWIDTH = "max-bandwidth";
  static final String DOWNTIME = "downtime-limit";
  static final String POSTCOPY = "postcopy-ram";
  static final String HOLDS = "pause-before-switchover";
  static final String SNAPSHOT = "background-snapshot";

  private static final Set<String> CAPABILITIES =
      Set.of(
          POSTCOPY,
          HOLDS,
          SNAPSHOT,
          "auto-converge",
          "events",
          "multifd",
          "postcopy-preempt",
          "return-path",
          "validate-uuid",
          "xbzrle");

  private static final Map<String, Object> DEFAULTS =
      Map.of(
          BANDWIDTH,
          128L << 20,
          DOWNTIME,
          300L,
          "max-postcopy-bandwidth",
          0L,
          "multifd-channels",
          2L,
          "cpu-throttle-initial",
          20L,
          "multifd-compression",
          "none",
          "tls-creds",
          "",
          "mode",
          "normal");

  private static final long UNLIMITED = 10L << 30;

  private final String vm;
  private final Map<String, Object> parameters = new HashMap<>(DEFAULTS); // guarded by this
  private Set<String> capabilities = Set.of(); // guarded by this

  MemoryOptions(String vm) {
    this.vm = vm;
  }

  /** Sets what the settings say, and all else to what it was at the start. */
  synchronized void set(MigrationSettings typed) {
    MigrationSettings settings = named(typed);
    Set<String> wanted = new TreeSet<>();
    settings
        .capabilities()
        .forEach(
            (name, on) -> {
              requireCapability(name);
              if (on) {
                wanted.add(name);
              }
            });
    capabilities = wanted;
    parameters.putAll(DEFAULTS);
    settings.maxBandwidth().ifPresent(bytes -> set(BANDWIDTH, bytes));
    settings.downtimeLimit().ifPresent(limit -> set(DOWNTIME, limit.toMillis()));
    settings.parameters().forEach(this::set);
  }

  /** Its names of the typed options are those of the enums, in small letters. */
  private static MigrationSettings named(MigrationSettings typed) {
    Map<String, Boolean> switches = new HashMap<>();
    Map<String, Object> values = new HashMap<>();
    for (Feature feature : typed.options().features()) {
      switches.put(feature == Feature.POSTCOPY ? POSTCOPY : word(feature), true);
    }
    typed
        .options()
        .channels()
        .ifPresent(
            channels -> {
              switches.put("multifd", true);
              values.put("multifd-channels", (long) channels.count());
              channels.compression().ifPresent(by -> values.put("multifd-compression", word(by)));
            });
    return typed.named(switches, values);
  }

  private static String word(Enum<?> option) {
    return option.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void requireCapability(String name) {
    if (!CAPABILITIES.contains(name)) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: this hypervisor has no migration capability [%s]; it has %s"
              .formatted(vm, name, new TreeSet<>(CAPABILITIES)));
    }
  }

  /** Sets one parameter now. */
  synchronized void set(String name, Object value) {
    Object before = parameters.get(name);
    boolean fits =
        before instanceof Number
            ? value instanceof Number
            : before != null && value instanceof String;
    if (!fits) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: this hypervisor does not take [%s] for the migration parameter [%s]; it has the parameters %s"
              .formatted(vm, value, name, new TreeMap<>(parameters)));
    }
    parameters.put(name, value);
  }

  synchronized boolean has(String capability) {
    return capabilities.contains(capability);
  }

  /** Bytes in a second. */
  synchronized long bandwidth() {
    long bytes = number(BANDWIDTH);
    return bytes == 0 ? UNLIMITED : bytes;
  }

  synchronized Duration downtimeLimit() {
    return Duration.ofMillis(number(DOWNTIME));
  }

  private long number(String name) {
    return parameters.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
