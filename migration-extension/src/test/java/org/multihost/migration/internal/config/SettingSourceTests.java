package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.multihost.migration.internal.config.SettingSource.Given;
import org.multihost.migration.internal.config.SettingSource.Origin;

class SettingSourceTests {

  private final Map<String, String> parameters = new HashMap<>();
  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();

  private SettingSource source() {
    return new SettingSource(
        key -> Optional.ofNullable(parameters.get(key)),
        parameters.keySet(),
        properties,
        environment);
  }

  @Test
  void findsNothingWhereNothingIsSet() {
    assertThat(source().find("multihost.port")).isEmpty();
    assertThat(source().given()).isEmpty();
  }

  @Test
  void saysWhereASettingIsFrom() {
    environment.put("MULTIHOST_PORT", "1");
    assertThat(source().find("multihost.port"))
        .contains(new Setting("multihost.port", "1", "environment variable MULTIHOST_PORT"));

    properties.setProperty("multihost.port", "2");
    assertThat(source().find("multihost.port"))
        .contains(new Setting("multihost.port", "2", "system property"));

    parameters.put("multihost.port", "3");
    assertThat(source().find("multihost.port"))
        .contains(new Setting("multihost.port", "3", "JUnit configuration parameter"));
  }

  @Test
  void aPropertyThatJunitListsAsAParameterIsAProperty() {
    properties.setProperty("multihost.port", "2");
    parameters.put("multihost.port", "2");

    assertThat(source().find("multihost.port")).map(Setting::origin).contains("system property");
    assertThat(source().given()).containsExactly(new Given("multihost.port", Origin.PROPERTY));
  }

  @Test
  void aBlankValueCountsAsAbsentAndHidesTheOnesBehindIt() {
    properties.setProperty("multihost.port", "  ");
    environment.put("MULTIHOST_PORT", "1");

    assertThat(source().find("multihost.port")).isEmpty();
  }

  @Test
  void removesWhiteSpaceAroundAValue() {
    properties.setProperty("multihost.port", " 2\n");

    assertThat(source().find("multihost.port")).map(Setting::value).contains("2");
  }

  @Test
  void listsOnlyOurOwnNamesSorted() {
    properties.setProperty("multihost.port", "2");
    properties.setProperty("user.home.multihost.port", "x");
    parameters.put("junit.multihost.x", "x");
    parameters.put("multihost.keep", "never");
    environment.put("MULTIHOST_HOST", "a");
    environment.put("MULTIHOSTS", "a");

    assertThat(source().given())
        .containsExactly(
            new Given("MULTIHOST_HOST", Origin.ENVIRONMENT),
            new Given("multihost.keep", Origin.PARAMETER),
            new Given("multihost.port", Origin.PROPERTY));
  }

  @Test
  void overridesWin() {
    parameters.put("multihost.port", "3");

    SettingSource over = source().under(Map.of("multihost.port", " 4 "), "the test");
    assertThat(over.find("multihost.port"))
        .contains(new Setting("multihost.port", "4", "the test"));
    assertThat(over.under(Map.of("multihost.port", "5"), "the test").find("multihost.port"))
        .map(Setting::value)
        .contains("5");
    assertThat(source().find("multihost.port")).map(Setting::value).contains("3");
  }

  @Test
  void aChoiceOfKeysHidesAllOthers() {
    parameters.put("multihost.port", "3");
    properties.setProperty("multihost.keep", "never");
    properties.setProperty("multihost.host", "a");
    environment.put("MULTIHOST_SECRET", "s");
    environment.put("MULTIHOST_LAUNCH", "local");

    SettingSource some =
        source().only(Set.of("multihost.keep", "multihost.secret", "multihost.debug"));

    assertThat(some.find("multihost.port")).isEmpty();
    assertThat(some.find("multihost.host")).isEmpty();
    assertThat(some.find("multihost.launch")).isEmpty();
    assertThat(some.find("multihost.debug")).isEmpty();
    assertThat(some.find("multihost.keep")).map(Setting::value).contains("never");
    assertThat(some.find("multihost.secret")).map(Setting::value).contains("s");
    assertThat(some.given())
        .extracting(Given::name)
        .containsExactly("MULTIHOST_SECRET", "multihost.keep");
  }
}
