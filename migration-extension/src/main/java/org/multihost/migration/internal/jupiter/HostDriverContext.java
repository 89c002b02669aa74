package org.multihost.migration.internal.jupiter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.multihost.migration.internal.config.RunSettings;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.TransferSettings;
import org.multihost.migration.internal.record.Recorded;
import org.multihost.migration.internal.record.Recording;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.text.PortRange;

/**
 * The driver context of this host.
 *
 * @param recording the recording of the class
 * @param said the notices that this process has printed; each is printed once
 */
record HostDriverContext(
    HostSession session,
    Settings settings,
    String runId,
    Path logDirectory,
    Set<String> said,
    Recording recording)
    implements DriverContext {

  @Override
  public String host() {
    return session.identity().host();
  }

  /** Derived from the secret of the run, which the hosts share without sending it. */
  @Override
  public byte[] secret(String purpose) {
    byte[] key = ("multihost/" + session.identity().secret()).getBytes(UTF_8);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal((runId + "/" + purpose).getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HMAC-SHA-256", e);
    }
  }

  @Override
  public Optional<Setting> setting(String key) {
    return settings.find(key, host()).map(s -> new Setting(s.value(), s.origin()));
  }

  @Override
  public String migrationAddress() {
    return session.identity().migrationAddress();
  }

  @Override
  public PortRange migrationPorts() {
    return settings.get(TransferSettings.PORTS);
  }

  @Override
  public Duration progressInterval() {
    return settings.get(RunSettings.PROGRESS_INTERVAL);
  }

  @Override
  public Duration momentInterval() {
    return settings.get(RunSettings.PROGRESS_MOMENT_INTERVAL);
  }

  @Override
  public Duration commandTimeout() {
    return settings.timeouts().command();
  }

  @Override
  public void observed(String vm, Instant at, String event, String data) {
    recording.add(new Recorded.Event(at.toEpochMilli(), vm, event, data));
  }

  @Override
  public void notice(String text) {
    if (said.add(text)) {
      session.console().say(text);
    }
  }
}
