package org.multihost.migration.internal.jupiter;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.config.RunSettings;
import org.multihost.migration.internal.config.Setting;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.TransferSettings;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.HostSettings;
import org.multihost.migration.spi.ProcessSettings;

/** The {@link HostSettings} of this process. Found by {@link java.util.ServiceLoader}. */
public final class SettingsOfHost implements HostSettings {

  /** For {@link java.util.ServiceLoader}. */
  public SettingsOfHost() {}

  @Override
  public Optional<DriverContext.Setting> find(ExtensionContext context, String key) {
    Settings settings = MultihostMigrationExtension.settings(context);
    return HostSession.of(context, settings)
        .map(session -> settings.find(key, session.identity().host()))
        .orElseGet(() -> settings.find(key))
        .map(SettingsOfHost::toDriver);
  }

  @Override
  public ProcessSettings withoutTests() {
    Settings settings =
        Settings.read(SettingSource.ofProcess(parameter -> Optional.empty(), Set.of()));
    return new ProcessSettings(
        settings.get(RunSettings.PORT),
        settings.get(TransferSettings.PORTS),
        settings.reportDirectory(),
        settings.disks().directory(),
        key -> find(settings, key).map(SettingsOfHost::toDriver));
  }

  private static Optional<Setting> find(Settings settings, String key) {
    return settings
        .host()
        .map(host -> settings.find(key, host))
        .orElseGet(() -> settings.find(key));
  }

  private static DriverContext.Setting toDriver(Setting setting) {
    return new DriverContext.Setting(setting.value(), setting.origin());
  }
}
