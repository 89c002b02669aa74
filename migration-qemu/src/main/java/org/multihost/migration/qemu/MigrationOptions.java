package org.multihost.migration.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.text.NearestName;

/**
 * The migration capabilities and parameters of one QEMU. Each migration sets its own, and resets
 * all others to their values at the start. Safe for use by several threads.
 */
final class MigrationOptions {

  /** The capability by which a source with a guest that has stopped waits for a command. */
  private static final String WAIT = "pause-before-switchover";

  private final String vm;
  private final QmpClient qmp;
  private final Map<String, JsonNode> parametersAtStart = new TreeMap<>();
  private final Map<String, Boolean> capabilitiesAtStart;

  // Guarded by this: the names that differ from the start.
  private final TreeSet<String> changedParameters = new TreeSet<>();
  private final TreeSet<String> changedCapabilities = new TreeSet<>();
  private boolean continuesByItself;

  private MigrationOptions(String vm, QmpClient qmp) {
    this.vm = vm;
    this.qmp = qmp;
    qmp.execute("query-migrate-parameters")
        .properties()
        .forEach(field -> parametersAtStart.put(field.getKey(), field.getValue()));
    this.capabilitiesAtStart = capabilities();
  }

  /** Reads the options of a QEMU that has not migrated yet. */
  public static MigrationOptions of(String vm, QmpClient qmp) {
    return new MigrationOptions(vm, qmp);
  }

  /** Sets the options of the settings for a source, which may have to wait for its disks. */
  synchronized void set(MigrationSettings settings, MigrationEndpoint endpoint) {
    boolean waits = endpoint.disks().isPresent();
    boolean asked = Boolean.TRUE.equals(settings.capabilities().get(WAIT));
    set(waits ? settings.with(WAIT) : settings);
    continuesByItself = waits && !asked;
  }

  /** Whether the migration, and not the test, ends the wait before the switchover. */
  synchronized boolean continuesByItself() {
    return continuesByItself;
  }

  /** Sets the options of the settings, resets all others, and reads them back. */
  synchronized void set(MigrationSettings settings) {
    setCapabilities(settings.capabilities());
    Map<String, Object> wanted = new LinkedHashMap<>();
    changedParameters.forEach(name -> wanted.put(name, parametersAtStart.get(name)));
    changedParameters.clear();
    settings.maxBandwidth().ifPresent(bytes -> wanted.put("max-bandwidth", bytes));
    settings
        .downtimeLimit()
        .map(Duration::toMillis)
        .ifPresent(limit -> wanted.put("downtime-limit", limit));
    wanted.putAll(settings.parameters());
    setParameters(wanted);
  }

  /** Sets one parameter at once, and reads it back. */
  synchronized void set(String name, Object value) {
    setParameters(Map.of(name, value));
  }

  private void setParameters(Map<String, Object> wanted) {
    wanted.forEach(this::setParameter);
    if (!wanted.isEmpty()) {
      JsonNode found = qmp.execute("query-migrate-parameters");
      wanted.forEach((name, value) -> verify(name, value, found.path(name)));
    }
  }

  private void setParameter(String name, Object value) {
    if (parametersAtStart.containsKey(name)) {
      changedParameters.add(name);
    }
    try {
      qmp.execute("migrate-set-parameters", Map.of(name, value));
    } catch (QmpCommandException refused) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: QEMU does not take [%s] for the migration parameter [%s]: %s; this QEMU [%s] has the parameters %s%s"
              .formatted(
                  vm,
                  value,
                  name,
                  refused.description(),
                  version(),
                  parametersAtStart.keySet(),
                  meant(name, parametersAtStart.keySet())),
          refused);
    }
  }

  private void verify(String name, Object wanted, JsonNode found) {
    String text = wanted instanceof JsonNode node ? node.asText() : wanted.toString();
    boolean same =
        found.isNumber() && text.matches("-?\\d+(\\.\\d+)?")
            ? new BigDecimal(text).compareTo(found.decimalValue()) == 0
            : found.asText().equals(text);
    if (!same) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: QEMU took [%s] for the migration parameter [%s], and has [%s]"
              .formatted(vm, text, name, found.asText()));
    }
  }

  private void setCapabilities(Map<String, Boolean> asked) {
    Map<String, Boolean> wanted = new TreeMap<>();
    changedCapabilities.forEach(name -> wanted.put(name, capabilitiesAtStart.get(name)));
    changedCapabilities.clear();
    wanted.putAll(asked);
    if (wanted.isEmpty()) {
      return;
    }
    List<Map<String, Object>> all = new ArrayList<>();
    wanted.forEach((name, on) -> all.add(Map.of("capability", known(name), "state", on)));
    changedCapabilities.addAll(asked.keySet());
    try {
      qmp.execute("migrate-set-capabilities", Map.of("capabilities", all));
    } catch (QmpCommandException refused) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: QEMU does not take the migration capabilities %s: %s"
              .formatted(vm, wanted, refused.description()),
          refused);
    }
    Map<String, Boolean> found = capabilities();
    wanted.forEach(
        (name, on) -> {
          if (!on.equals(found.get(name))) {
            throw new VirtualMachineException(
                "Virtual machine [%s]: QEMU took [%s] for the migration capability [%s], and has [%s]"
                    .formatted(vm, on, name, found.get(name)));
          }
        });
  }

  private String known(String name) {
    if (!capabilitiesAtStart.containsKey(name)) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: this QEMU [%s] has no migration capability [%s]; it has %s%s"
              .formatted(
                  vm,
                  version(),
                  name,
                  capabilitiesAtStart.keySet(),
                  meant(name, capabilitiesAtStart.keySet())));
    }
    return name;
  }

  private static String meant(String name, Set<String> known) {
    return known.contains(name)
        ? ""
        : NearestName.similar(name, known.stream())
            .map(nearest -> "; did you mean [" + nearest + "]?")
            .orElse("");
  }

  private String version() {
    return qmp.greeting().version();
  }

  private Map<String, Boolean> capabilities() {
    Map<String, Boolean> all = new TreeMap<>();
    for (JsonNode each : qmp.execute("query-migrate-capabilities")) {
      all.put(each.path("capability").asText(), each.path("state").asBoolean());
    }
    return all;
  }
}
