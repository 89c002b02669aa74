package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.spi.DriverContext.Setting;
import org.multihost.migration.spi.HostSettings;
import org.multihost.migration.spi.ProcessSettings;
import org.multihost.migration.spi.text.PortRange;

/** The settings of this host, as a JUnit extension of a driver finds them. */
class HostSettingsTests {

  private static final String KEY = "multihost.qemu.binary";
  private static final List<Optional<Setting>> FOUND = new CopyOnWriteArrayList<>();

  /** A driver's own extension. */
  static final class Reader implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
      FOUND.add(HostSettings.instance().find(context, KEY));
    }
  }

  @MultihostMigration(hosts = "only")
  @ExtendWith(Reader.class)
  static final class HostTestCase {
    @Test
    void reads() {}
  }

  @ExtendWith(Reader.class)
  static final class OrdinaryTestCase {
    @Test
    void reads() {}
  }

  @BeforeEach
  void forget() {
    FOUND.clear();
  }

  private static void run(Class<?> testClass, Map<String, String> parameters) {
    assertThat(JupiterRun.of(testClass, parameters).failures()).isEmpty();
  }

  @Test
  void thoseOfTheHostAlonePrevail() throws IOException {
    Map<String, String> parameters = new HashMap<>(OneHost.only(KEY, "/all"));
    parameters.put("multihost.host.only.qemu.binary", "/mine");
    parameters.put("multihost.host.other.qemu.binary", "/theirs");
    run(HostTestCase.class, parameters);
    assertThat(FOUND)
        .containsExactly(Optional.of(new Setting("/mine", "JUnit configuration parameter")));
  }

  @Test
  void anOrdinaryTestHasThoseWithoutAHostsName() {
    run(OrdinaryTestCase.class, Map.of(KEY, "/all", "multihost.host.only.qemu.binary", "/mine"));
    assertThat(FOUND)
        .containsExactly(Optional.of(new Setting("/all", "JUnit configuration parameter")));
  }

  @Test
  void whatIsNotSetIsEmpty() {
    run(OrdinaryTestCase.class, Map.of());
    assertThat(FOUND).containsExactly(Optional.empty());
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void aProcessWithoutTestsReadsItsSystemProperties() {
    System.setProperty(KEY, "/mine");
    System.setProperty("multihost.migration.ports", "50000-50010");
    try {
      ProcessSettings settings = HostSettings.instance().withoutTests();

      assertThat(settings.ofDriver().apply(KEY)).contains(new Setting("/mine", "system property"));
      assertThat(settings.migrationPorts()).isEqualTo(new PortRange(50_000, 50_010));
      assertThat(settings.port()).isEqualTo(13_234);
      assertThat(settings.disksDirectory()).isEqualTo(settings.reportDirectory().resolve("disks"));
    } finally {
      System.clearProperty(KEY);
      System.clearProperty("multihost.migration.ports");
    }
  }
}
