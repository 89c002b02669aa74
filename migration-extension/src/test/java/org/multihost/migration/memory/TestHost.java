package org.multihost.migration.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.multihost.migration.spi.DriverContext;

/**
 * A driver's context for tests: a host of that name on the loopback address, without settings. Its
 * logs go to {@code target}.
 */
public record TestHost(String host) implements DriverContext {

  @Override
  public String runId() {
    return "memory";
  }

  @Override
  public byte[] secret(String purpose) {
    return purpose.getBytes(UTF_8);
  }

  @Override
  public Path logDirectory() {
    return Path.of("target");
  }

  @Override
  public Optional<Setting> setting(String key) {
    return Optional.empty();
  }

  @Override
  public String migrationAddress() {
    return "127.0.0.1";
  }

  @Override
  public Duration progressInterval() {
    return Duration.ofMillis(100);
  }

  @Override
  public Duration momentInterval() {
    return Duration.ofMillis(5);
  }

  @Override
  public Duration commandTimeout() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void notice(String text) {}
}
