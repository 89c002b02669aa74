package org.multihost.migration.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.MigrationSettings;

/**
 * The migration parameters of one QEMU.
 *
 * @param defaultBandwidth what it had at its start, in bytes per second
 * @param defaultDowntime what it had at its start, in milliseconds
 */
record MigrationParameters(String vm, QmpClient qmp, long defaultBandwidth, long defaultDowntime) {

  private static final String BANDWIDTH = "max-bandwidth";
  private static final String DOWNTIME = "downtime-limit";

  static MigrationParameters of(String vm, QmpClient qmp) {
    JsonNode now = qmp.execute("query-migrate-parameters");
    return new MigrationParameters(
        vm, qmp, now.path(BANDWIDTH).asLong(), now.path(DOWNTIME).asLong());
  }

  /** Sets what the settings say, and all else to what it was at the start; reads it back. */
  void set(MigrationSettings settings) {
    Map<String, Long> wanted = new LinkedHashMap<>();
    wanted.put(BANDWIDTH, settings.maxBandwidth().orElse(defaultBandwidth));
    wanted.put(DOWNTIME, settings.downtimeLimit().map(Duration::toMillis).orElse(defaultDowntime));
    qmp.execute("migrate-set-parameters", wanted);
    JsonNode found = qmp.execute("query-migrate-parameters");
    wanted.forEach((name, value) -> verify(name, value, found.path(name).asLong()));
  }

  private void verify(String name, long wanted, long found) {
    if (wanted != found) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: QEMU took [%d] for the migration parameter [%s], and has [%d]"
              .formatted(vm, wanted, name, found));
    }
  }
}
