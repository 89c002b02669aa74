package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings of the tests here, and of a cell. */
record CellSettings(FaultFiles files) {

  /** How long hosts wait for one that does not come. */
  static final Duration JOIN = Duration.ofSeconds(15);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "multihost.timeout.command", "15 s",
          "multihost.timeout.login", "60 s",
          "multihost.timeout.migration", "60 s",
          "multihost.timeout.finish", "30 s");

  /** Those of every test here. */
  public Map<String, String> ofAll() {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("multihost.report.dir", files.reports().toString());
    return settings;
  }

  /** Those of a cell. */
  public Map<String, String> of(FaultCell cell) throws IOException {
    Map<String, String> settings = ofAll();
    settings.put(FaultCell.PARAMETER, cell.toString());
    switch (cell.fault()) {
      case TEST_TIMEOUT -> {
        settings.put("junit.jupiter.execution.timeout.test.method.default", "6 s");
        settings.put("multihost.timeout.cleanup", "10 s"); // JUnit's time-out does not end clean-up
      }
      case DISK_FULL -> {
        settings.put("multihost.vm.vm1.disks", files.disk("shared").toString());
        settings.put("multihost.vm.vm1.clone", "overlay");
        settings.put("multihost.disks.dir", files.clones().toString());
      }
      case DISK_LOCKED -> {
        for (String host : List.of("source", "destination")) {
          settings.put(
              "multihost.host.%s.vm.vm1.disks".formatted(host), files.disk(host).toString());
        }
      }
      case SLOW_STEP -> {
        settings.put("multihost.timeout.finish", seconds(SlowStep.FINISH));
        settings.put("multihost.timeout.migration", seconds(SlowStep.MIGRATION));
        settings.put("multihost.timeout.disks", seconds(SlowStep.DISKS));
      }
      case WORKER_ABSENT, HOST_ABSENT -> settings.put("multihost.timeout.join", seconds(JOIN));
      default -> {}
    }
    return settings;
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }

  /** As they are given to a JVM. */
  static String[] asProperties(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
        .toArray(String[]::new);
  }
}
