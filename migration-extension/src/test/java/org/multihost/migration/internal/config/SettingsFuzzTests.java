package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.placeholder.DeclaredValues;

/** Settings that are random, or almost right: each is a value, or an error that names it. */
@Timeout(60)
final class SettingsFuzzTests {

  private static final int CASES = 1_500;
  private static final List<String> HOSTS = List.of("source", "destination");
  private static final List<String> KEYS = keys();
  private static final List<String> ALMOST_RIGHT =
      List.of(
          "90 s",
          "5 min",
          "999999999 h",
          "0.001 ms",
          "256 MiB",
          "999999999999 GiB",
          "1 kB",
          "true",
          "exec",
          "on-failure",
          "ssh",
          "source",
          "source=10.0.0.1,destination=[fe80::1%eth0]:22",
          "source=127.0.0.1:99999",
          "root@[::1]:22",
          "13234",
          "-1",
          "2147483648",
          "/etc/hostname");
  private static final String CHARACTERS = "09.:,=@[]%-_ azAZ\t\n\0\"'\\/$€漢\ud83d\ud800٣{}";

  @MigrateVm(name = "vm1")
  private static final class Declared {}

  private static List<String> keys() {
    List<String> keys = new ArrayList<>(new TreeSet<>(SettingNames.FIXED));
    for (String prefix : List.of("multihost.vm.vm1.", "multihost.host.source.vm.vm1.")) {
      VmSettings.keys().forEach(name -> keys.add(prefix + name));
    }
    Stream.of("", ".identity", ".known-hosts")
        .forEach(name -> keys.add("multihost.host.source.ssh" + name));
    return keys;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void areValuesOrErrorsThatNameThem(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      Properties properties = new Properties();
      int count = 1 + random.nextInt(2);
      while (properties.size() < count) {
        properties.setProperty(KEYS.get(random.nextInt(KEYS.size())), value(random));
      }
      assertThatCode(() -> readOrRefused(properties))
          .as("seed %d, case %d: %s", seed, i, properties)
          .doesNotThrowAnyException();
    }
  }

  private static void readOrRefused(Properties properties) {
    try {
      Settings settings =
          Settings.read(new SettingSource(key -> Optional.empty(), properties, Map.of()));
      MigrateVm declared = Declared.class.getAnnotation(MigrateVm.class);
      VmPlan.of(
          VmDeclaration.of(declared, "class Declared"),
          "source",
          HOSTS,
          settings,
          new DeclaredValues("source", declared.name()));
      SshTarget.of(settings, "source");
      verifyTimeouts(settings.timeouts());
    } catch (MultihostConfigurationException refused) {
      assertThat(properties.stringPropertyNames())
          .anySatisfy(key -> assertThat(refused).hasMessageContaining("[" + key + "]"));
      assertThat(refused.getMessage()).containsAnyOf("allowed: ", "expected ", "set it to ");
      assertThat(refused.getMessage()).containsAnyOf("(from system property)", "expected both");
    }
  }

  /** They are counted in nanoseconds, added, and multiplied by the number of machines. */
  private static void verifyTimeouts(Timeouts timeouts) {
    for (Duration each : List.of(timeouts.join(), timeouts.disks(), timeouts.finish())) {
      assertThat(each.multipliedBy(100).plus(Timeouts.SLACK).toNanos()).isPositive();
    }
  }

  private static String value(Random random) {
    StringBuilder value =
        new StringBuilder(
            random.nextInt(3) == 0 ? "" : ALMOST_RIGHT.get(random.nextInt(ALMOST_RIGHT.size())));
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(value.length() + 1);
      if (random.nextInt(3) == 0 && at < value.length()) {
        value.deleteCharAt(at);
      } else {
        String piece = CHARACTERS.substring(random.nextInt(CHARACTERS.length()));
        value.insert(at, piece.substring(0, 1).repeat(random.nextInt(20) == 0 ? 20_000 : 1));
      }
    }
    return value.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multihost.secret",
        "multihost.vm.vm1.password",
        "@MigrateVm(name = \"a\").password"
      })
  void secretsAreNeverShown(String key) {
    Setting setting = new Setting(key, "s3cr3t", "system property");

    assertThat(setting.toString()).doesNotContain("s3cr3t").contains(key);
    assertThat(setting.refuse("anything")).hasMessageContaining("[***]");
    assertThat(setting.refuse("anything").getMessage()).doesNotContain("s3cr3t");
  }
}
