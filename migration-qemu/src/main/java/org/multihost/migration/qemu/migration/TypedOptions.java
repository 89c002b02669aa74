package org.multihost.migration.qemu.migration;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apiguardian.api.API;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.MigrationSettings.Feature;

/** The capabilities and parameters of QEMU behind the typed options of a migration. */
@API(status = INTERNAL)
public final class TypedOptions {

  private TypedOptions() {}

  /** Returns the settings with QEMU's names in place of the typed options. */
  public static MigrationSettings named(MigrationSettings settings) {
    Map<String, Boolean> capabilities = new HashMap<>();
    Map<String, Object> parameters = new HashMap<>();
    settings.options().features().forEach(feature -> capabilities.put(capability(feature), true));
    settings
        .options()
        .channels()
        .ifPresent(
            channels -> {
              capabilities.put("multifd", true);
              parameters.put("multifd-channels", channels.count());
              channels
                  .compression()
                  .ifPresent(
                      by ->
                          parameters.put(
                              "multifd-compression", by.name().toLowerCase(Locale.ROOT)));
            });
    return settings.named(capabilities, parameters);
  }

  private static String capability(Feature feature) {
    return switch (feature) {
      case POSTCOPY -> "postcopy-ram";
      case POSTCOPY_PREEMPT -> "postcopy-preempt";
      case AUTO_CONVERGE -> "auto-converge";
      case XBZRLE -> "xbzrle";
      case PAUSE_BEFORE_SWITCHOVER -> "pause-before-switchover";
    };
  }
}
