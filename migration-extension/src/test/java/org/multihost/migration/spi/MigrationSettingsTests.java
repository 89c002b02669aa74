package org.multihost.migration.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.multihost.migration.CloudInit;
import org.multihost.migration.Transport;

class MigrationSettingsTests {

  @Test
  void theDefaultIsTcpAndLeavesTheRestToTheHypervisor() {
    assertThat(MigrationSettings.DEFAULT.transport()).isEqualTo(Transport.tcp());
    assertThat(MigrationSettings.DEFAULT.maxBandwidth()).isEmpty();
    assertThat(MigrationSettings.DEFAULT.downtimeLimit()).isEmpty();
    assertThat(MigrationSettings.DEFAULT.capabilities()).isEmpty();
    assertThat(MigrationSettings.DEFAULT.parameters()).isEmpty();
  }

  @Test
  void aChangeLeavesEverythingElseAsItIs() {
    Map<String, Boolean> capabilities = new HashMap<>(Map.of("xbzrle", true));
    Map<String, Object> parameters = new HashMap<>(Map.of("multifd-channels", 4));
    MigrationSettings own =
        new MigrationSettings(
            Transport.unix(),
            OptionalLong.of(5),
            Optional.of(Duration.ofMillis(300)),
            capabilities,
            parameters);
    capabilities.clear();
    parameters.clear();

    MigrationSettings changed = own.over(Transport.fd()).limited(7, Duration.ofMillis(1));
    assertThat(changed)
        .isEqualTo(
            new MigrationSettings(
                Transport.fd(),
                OptionalLong.of(7),
                Optional.of(Duration.ofMillis(1)),
                Map.of("xbzrle", true),
                Map.of("multifd-channels", 4)));
    assertThat(own.over(Transport.unix())).isEqualTo(own);
  }

  @Test
  void whatATestSetsByTheNamesOfTheHypervisorPrevailsOverTypedOptions() {
    MigrationSettings own =
        new MigrationSettings(
                Transport.tcp(),
                OptionalLong.empty(),
                Optional.empty(),
                Map.of("one", false),
                Map.of("count", 8))
            .with(MigrationSettings.Feature.XBZRLE);

    MigrationSettings named =
        own.named(Map.of("one", true, "other", true), Map.of("count", 2, "method", "none"));

    assertThat(named.capabilities())
        .containsOnly(Map.entry("one", false), Map.entry("other", true));
    assertThat(named.parameters()).containsOnly(Map.entry("count", 8), Map.entry("method", "none"));
    assertThat(named.options()).isEqualTo(MigrationSettings.Options.NONE);
    assertThat(own.over(Transport.fd()).options().features())
        .containsExactly(MigrationSettings.Feature.XBZRLE);
  }

  @Test
  void anAccessIsShownWithoutItsPassword() {
    GuestAccess access =
        new GuestAccess(
            true,
            GuestAccess.Login.SSH,
            new GuestCredentials(
                "me", Optional.of("sesame"), Optional.empty(), Optional.of("sesame too")),
            2222,
            Optional.empty(),
            Optional.empty(),
            CloudInit.NOCLOUD,
            Optional.of("#cloud-config\npassword: sesame"));

    assertThat(access).hasToString("GuestAccess [SSH, network true, user me, port 2222]");
    assertThat(VmSpec.builder("vm1").access(access).build().toString()).doesNotContain("sesame");
  }
}
