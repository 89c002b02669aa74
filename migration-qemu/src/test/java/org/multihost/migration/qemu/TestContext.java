package org.multihost.migration.qemu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.text.PortRange;

/**
 * What a run tells the driver of one host, made up; settings not given come from the environment.
 */
public record TestContext(
    String host,
    String runId,
    Path logDirectory,
    Map<String, String> settings,
    List<String> notices,
    String migrationAddress)
    implements DriverContext {

  public TestContext(String host) {
    this(host, "127.0.0.1");
  }

  public TestContext(String host, String migrationAddress) {
    this(
        host,
        "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()),
        logs(host),
        new ConcurrentHashMap<>(),
        new CopyOnWriteArrayList<>(),
        migrationAddress);
  }

  public TestContext with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Test JVMs that run side by side have directories of their own: a VM's log is read, too. */
  private static Path logs(String host) {
    String jvm = Long.toString(ProcessHandle.current().pid());
    try {
      return Files.createDirectories(Path.of("target", "qemu-logs", jvm, host));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for all hosts of the tests, which have run ids of their own. */
  @Override
  public byte[] secret(String purpose) {
    return Arrays.copyOf(purpose.getBytes(UTF_8), 32);
  }

  @Override
  public Optional<Setting> setting(String key) {
    return Optional.ofNullable(settings.get(key))
        .map(value -> new Setting(value, "test"))
        .or(() -> given(key));
  }

  private static Optional<Setting> given(String key) {
    String variable = key.toUpperCase(Locale.ROOT).replace('.', '_');
    return Optional.ofNullable(System.getProperty(key))
        .or(() -> Optional.ofNullable(System.getenv(variable)))
        .map(value -> new Setting(value, "environment"));
  }

  /** As {@code multihost.migration.ports} gives them, two numbers with a hyphen. */
  @Override
  public PortRange migrationPorts() {
    String[] ports = settings.getOrDefault("multihost.migration.ports", "0-0").split("-");
    return new PortRange(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
  }

  @Override
  public Duration progressInterval() {
    return Duration.ofMillis(100);
  }

  @Override
  public Duration momentInterval() {
    return Duration.ofMillis(10);
  }

  @Override
  public Duration commandTimeout() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void notice(String text) {
    notices.add(text);
  }

  /** The default guest. */
  public static VmSpec tinyLinux(String name) {
    return VmSpec.builder(name).memory(128L << 20).build();
  }

  /** A machine with an empty disk: its firmware runs, and waits for something to boot from. */
  public static VmSpec withDisk(String name, Path image, String... arguments) {
    return VmSpec.builder(name)
        .memory(64L << 20)
        .image(Optional.of(image.toString()))
        .arguments(List.of(arguments))
        .build();
  }

  /** The same machine, with more on its kernel's command line. */
  static VmSpec withCmdline(VmSpec spec, String cmdline) {
    return spec.toBuilder().cmdline(Optional.of(cmdline)).build();
  }

  /** The same machine with other drives. */
  public static VmSpec withDrives(VmSpec spec, VmDrives drives) {
    return spec.toBuilder().drives(drives).build();
  }
}
