package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.config.text.Sizes;
import org.multihost.migration.spi.text.PortRange;

class SettingsTests {

  private final Map<String, String> parameters = new HashMap<>();
  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();

  private Settings read() {
    return Settings.read(
        new SettingSource(
            key -> Optional.ofNullable(parameters.get(key)),
            parameters.keySet(),
            properties,
            environment));
  }

  @Test
  void hasTheAncestorsDefaults() {
    Timeouts timeouts = read().timeouts();

    assertThat(timeouts.login()).isEqualTo(Duration.ofSeconds(360));
    assertThat(timeouts.disks()).isEqualTo(Duration.ofSeconds(160));
    assertThat(timeouts.finish()).isEqualTo(Duration.ofSeconds(120));
    assertThat(timeouts.handoff()).isEqualTo(Duration.ofSeconds(240));
    assertThat(timeouts.migration()).isEqualTo(Duration.ofHours(1));
    assertThat(read().get(RunSettings.PORT)).isEqualTo(13_234);
  }

  @Test
  void readsTheTransportWithItsCommands() {
    assertThat(read().transport()).isEqualTo(Transport.tcp());

    properties.setProperty("multihost.migration.transport", "exec");
    assertThat(read().transport()).isEqualTo(Transport.exec());

    properties.setProperty("multihost.migration.exec.source", "ssh {address} 'cat > {pipe}'");
    assertThatThrownBy(this::read)
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessage(
            "Setting [multihost.migration.exec.source] is set and [multihost.migration.exec.destination] is not; expected both or neither");

    properties.setProperty("multihost.migration.exec.destination", "cat {pipe}");
    assertThat(read().transport())
        .isEqualTo(Transport.exec("ssh {address} 'cat > {pipe}'", "cat {pipe}"));
  }

  @ParameterizedTest
  @CsvSource({"49152-49215,49152,49215", "49152,49152,49152", "1 - 65535,1,65535"})
  void readsThePortsOfMigrations(String text, int first, int last) {
    assertThat(read().get(TransferSettings.PORTS)).isEqualTo(PortRange.ANY);

    properties.setProperty("multihost.migration.ports", text);
    assertThat(read().get(TransferSettings.PORTS)).isEqualTo(new PortRange(first, last));
  }

  @Test
  void readsHowAHostIsReachedBySsh() {
    properties.setProperty("multihost.host.far.ssh", "me@far.example:2222");
    properties.setProperty("multihost.ssh.identity", "/dev/null");
    assertThat(SshTarget.of(read(), "near")).isEmpty();
    assertThat(SshTarget.of(read(), "far"))
        .contains(
            new SshTarget(
                Optional.of("me"),
                "far.example",
                Optional.of(2222),
                Optional.of(Path.of("/dev/null")),
                Optional.empty()));

    properties.setProperty("multihost.host.far.ssh", "[::1]");
    assertThat(SshTarget.of(read(), "far")).map(SshTarget::address).contains("::1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"me@", "far:", "far:0", "far:65536", "a@b@c", "far away"})
  void refusesAnSshTargetOfAnotherForm(String text) {
    properties.setProperty("multihost.host.far.ssh", text);

    assertThatThrownBy(() -> SshTarget.of(read(), "far"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[multihost.host.far.ssh]", "[<user>@]<address>[:<port>]");
  }

  @Test
  void refusesAnSshKeyThatIsNotThere() {
    properties.setProperty("multihost.host.far.ssh", "far");
    properties.setProperty("multihost.host.far.ssh.known-hosts", "/does/not/exist");

    assertThatThrownBy(() -> SshTarget.of(read(), "far"))
        .hasMessageContainingAll(
            "[multihost.host.far.ssh.known-hosts]",
            "/does/not/exist",
            "a file that this user can read");
  }

  @Test
  void tellsWhatIsSetAndWhereWithoutItsSecrets() {
    properties.setProperty("multihost.timeout.login", "90 s");
    parameters.put("multihost.keep", "on-failure");
    environment.put("MULTIHOST_SECRET", "sesame");

    assertThat(read().given())
        .map(Setting::toString)
        .containsExactly(
            "multihost.keep = on-failure (from JUnit configuration parameter)",
            "multihost.secret = *** (from environment variable MULTIHOST_SECRET)",
            "multihost.timeout.login = 90 s (from system property)");
  }

  @Test
  void tellsTheTimeoutsForHostsToCompare() {
    properties.setProperty("multihost.timeout.login", "90 s");

    assertThat(read().timeouts().facts())
        .contains("multihost.timeout.login [90 s]", "multihost.timeout.migration [1 h]")
        .hasSize(9);
  }

  @Test
  void prefersTheDriversSettingOfOneHost() {
    properties.setProperty("multihost.qemu.binary", "/all");
    properties.setProperty("multihost.host.destination.qemu.binary", "/one");

    assertThat(read().find("multihost.qemu.binary", "destination").orElseThrow().value())
        .isEqualTo("/one");
    assertThat(read().find("multihost.qemu.binary", "source").orElseThrow().value())
        .isEqualTo("/all");
  }

  @Test
  void letsOneMigrationHaveSettingsOfItsOwn() {
    properties.setProperty("multihost.timeout.finish", "2 s");

    Settings own = read().with(Map.of("multihost.timeout.finish", "5 min"), "the migration");

    assertThat(own.timeouts().finish()).isEqualTo(Duration.ofMinutes(5));
    assertThatThrownBy(
            () -> read().with(Map.of("multihost.timeout.finish", "soon"), "the migration"))
        .hasMessageContainingAll("[multihost.timeout.finish]", "[soon]", "(from the migration)");
  }

  @Test
  void prefersParameterToPropertyToEnvironment() {
    environment.put("MULTIHOST_TIMEOUT_LOGIN", "1 s");
    assertThat(read().timeouts().login()).isEqualTo(Duration.ofSeconds(1));

    properties.setProperty("multihost.timeout.login", "2 s");
    assertThat(read().timeouts().login()).isEqualTo(Duration.ofSeconds(2));

    parameters.put("multihost.timeout.login", "3 s");
    assertThat(read().timeouts().login()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multihost.timeout.barrier | 90          | a duration with a unit",
        "multihost.timeout.barrier | 0 s         | a duration with a unit",
        "multihost.timeout.silence | 500 ms      | at least [1 s]",
        "multihost.port            | 70000       | a whole number from 1 to 65535",
        "multihost.migration.ports | 49152-      | a port or a range of ports",
        "multihost.migration.ports | 2-1         | a port or a range of ports",
        "multihost.migration.ports | 0-9         | a port or a range of ports",
        "multihost.migration.ports | 9-65536     | a port or a range of ports",
        "multihost.hosts | a=1.2.3.4:5,b=1.2.3.5:6 | host [b] listens for migrations only, on the ports of [multihost.migration.ports]",
        "multihost.migration.transport | pigeon  | tcp, unix, exec, fd, rdma",
        "multihost.launch          | ssh         | local",
        "multihost.missing-hosts   | ignore      | fail, skip",
        "multihost.hosts           | a           | name=address",
        "multihost.hosts           | a=1.2.3.4,a=1.2.3.5 | found twice: [a]",
      })
  void refusesWrongValueNamingKeyValueOriginAndWhatIsAllowed(
      String key, String value, String allowed) {
    properties.setProperty(key, value);

    assertThatThrownBy(this::read)
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[" + key + "]")
        .hasMessageContaining("[" + value + "]")
        .hasMessageContaining("from system property")
        .hasMessageContaining(allowed);
  }

  @Test
  void refusesUnknownKeyWithTheNearestKnownOne() {
    properties.setProperty("multihost.timeout.migraton", "1 s");

    assertThatThrownBy(this::read)
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[multihost.timeout.migraton]")
        .hasMessageContaining("did you mean [multihost.timeout.migration]?");
  }

  @Test
  void refusesUnknownParameterOfJunitsAndUnknownVariable() {
    parameters.put("multihost.timeout.migraton", "1 s");
    assertThatThrownBy(this::read)
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining(
            "Setting [multihost.timeout.migraton] (from JUnit configuration parameter) is unknown; did you mean [multihost.timeout.migration]?");

    parameters.clear();
    environment.put("MULTIHOST_TIMEOUT_MIGRATON", "1 s");
    assertThatThrownBy(this::read)
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining(
            "Setting [MULTIHOST_TIMEOUT_MIGRATON] (from environment variable) is unknown; did you mean [MULTIHOST_TIMEOUT_MIGRATION]?");
  }

  @Test
  void knowsEverySettingWhereverItStands() {
    for (String key : SettingNames.FIXED) {
      environment.put(SettingNames.variableOf(key), " ");
      parameters.put(key, " ");
    }
    environment.put("MULTIHOST_VM_MY_VM_SSH_PORT", "22");
    environment.put("MULTIHOST_HOST_SOURCE_VM_VM1_MEMORY", "1 GiB");
    environment.put("MULTIHOST_HOST_FAR_SSH_KNOWN_HOSTS", "/dev/null");
    environment.put("MULTIHOST_HOST_FAR_QEMU_BINARY", "/dev/null");
    environment.put("multihost", "not ours");
    parameters.put("multihost.vm.vm1.memory", "1 GiB");
    parameters.put("multihost.qemu.binary", "/dev/null");
    parameters.put("junit.jupiter.conditions.deactivate", "nothing of ours");

    assertThat(read().given())
        .map(Setting::key)
        .containsExactly("multihost.qemu.binary", "multihost.vm.vm1.memory");
    assertThat(read().ofDrivers())
        .containsExactly("MULTIHOST_HOST_FAR_QEMU_BINARY", "multihost.qemu.binary");
  }

  @Test
  void refusesMisspeltSettingOfMachineInVariable() {
    environment.put("MULTIHOST_VM_VM1_MEMROY", "1 GiB");

    assertThatThrownBy(this::read).hasMessageContaining("[MULTIHOST_VM_VM1_MEMROY]");
  }

  @Test
  void refusesUnknownHostWithThoseThereAre() {
    properties.setProperty("multihost.host", "sorce");
    properties.setProperty("multihost.hosts", "source=127.0.0.1,destination=127.0.0.2");

    assertThatThrownBy(this::read)
        .hasMessageContaining("[sorce]")
        .hasMessageContaining("[source, destination]");
  }

  @Test
  void refusesHostWithoutHosts() {
    properties.setProperty("multihost.host", "source");

    assertThatThrownBy(this::read).hasMessageContaining("[multihost.hosts] is not set");
  }

  @Test
  void readsAddressesAndTheRendezvousPort() {
    properties.setProperty("multihost.hosts", "a=127.0.0.1:4711, b=[::1], c=host.example");

    HostTable hosts = read().hosts().orElseThrow();

    assertThat(hosts.names()).containsExactly("a", "b", "c");
    assertThat(hosts.rendezvous().getPort()).isEqualTo(4711);
    assertThat(hosts.address("b")).isEqualTo("::1");
  }

  @ParameterizedTest
  @CsvSource({"500 ms,500", "90 s,90000", "1.5s,1500", "5 min,300000", "2h,7200000"})
  void readsDurations(String text, long millis) {
    assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"256 MiB,268435456", "1GiB,1073741824", "64 kB,64000"})
  void readsSizes(String text, long bytes) {
    assertThat(Sizes.parse(text)).hasValue(bytes);
  }

  @ParameterizedTest
  @CsvSource({"17,17 ms", "2350,2.35 s", "90000,90 s", "300000,5 min", "3600000,1 h"})
  void writesDurationsForPeople(long millis, String text) {
    assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
