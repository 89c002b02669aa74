package org.multihost.migration.internal.jupiter;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.config.Setting;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.HostSettings;

/** The {@link HostSettings} of this process. Found by {@link java.util.ServiceLoader}. */
public final class SettingsOfHost implements HostSettings {

  /** For {@link java.util.ServiceLoader}. */
  public SettingsOfHost() {}

  @Override
  public Optional<DriverContext.Setting> find(ExtensionContext context, String key) {
    Settings settings = MultihostMigrationExtension.settings(context);
    Optional<Setting> found =
        HostSession.of(context, settings)
            .map(session -> settings.find(key, session.identity().host()))
            .orElseGet(() -> settings.find(key));
    return found.map(setting -> new DriverContext.Setting(setting.value(), setting.origin()));
  }
}
