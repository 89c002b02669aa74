package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

class DriversTests {

  /** A provider that is only ever listed. */
  abstract static class Listed implements VirtualMachineDriverProvider {
    @Override
    public Set<String> settingKeys() {
      return Set.of("multihost." + name() + ".binary");
    }

    @Override
    public VirtualMachineDriver create(DriverContext context) {
      throw new AssertionError("never created here");
    }
  }

  /** One. */
  public static final class Alpha extends Listed {
    @Override
    public String name() {
      return "alpha";
    }
  }

  /** Another. */
  public static final class Beta extends Listed {
    @Override
    public String name() {
      return "beta";
    }
  }

  @TempDir Path directory;

  private ClassLoader listing(Class<?>... providers) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.write(
        services.resolve(VirtualMachineDriverProvider.class.getName()),
        List.of(providers).stream().map(Class::getName).toList());
    return new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
  }

  @Test
  void findsTheOnlyOne() throws IOException {
    assertThat(Drivers.find(listing(Alpha.class), List.of())).isInstanceOf(Alpha.class);
  }

  @Test
  void refusesTwoNamingBoth() throws IOException {
    ClassLoader loader = listing(Alpha.class, Beta.class);

    assertThatThrownBy(() -> Drivers.find(loader, List.of()))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("found 2")
        .hasMessageContaining(Alpha.class.getName())
        .hasMessageContaining(Beta.class.getName())
        .hasMessageContaining("remove all but one");
  }

  @Test
  void refusesASettingThatTheDriverDoesNotKnow() throws IOException {
    ClassLoader loader = listing(Alpha.class);

    for (String misspelt :
        List.of(
            "multihost.alpha.binray",
            "multihost.alhpa.binary",
            "multihost.host.source.alpha.binray",
            "MULTIHOST_ALPHA_BINRAY",
            "MULTIHOST_TIMOUT_JOIN")) {
      assertThatThrownBy(() -> Drivers.find(loader, List.of(misspelt)))
          .hasMessageContaining("[" + misspelt + "]")
          .hasMessageContaining("[multihost.alpha.binary]");
      assertThatThrownBy(() -> Drivers.verify(loader, List.of(misspelt)))
          .hasMessageContaining("[" + misspelt + "]");
    }
  }

  @Test
  void takesASettingForOneHost() throws IOException {
    assertThat(
            Drivers.find(
                listing(Alpha.class),
                List.of("multihost.host.source.alpha.binary", "MULTIHOST_HOST_B_ALPHA_BINARY")))
        .isInstanceOf(Alpha.class);
  }

  @Test
  void suggestsTheNearestOfAllSettings() throws IOException {
    ClassLoader loader = listing(Alpha.class);

    Map.of(
            "multihost.timout.barrier", "multihost.timeout.barrier",
            "multihost.alpha.binray", "multihost.alpha.binary",
            "MULTIHOST_TIMOUT_JOIN", "MULTIHOST_TIMEOUT_JOIN",
            "MULTIHOST_ALPHA_BINRAY", "MULTIHOST_ALPHA_BINARY")
        .forEach(
            (misspelt, meant) ->
                assertThatThrownBy(() -> Drivers.verify(loader, List.of(misspelt)))
                    .hasMessageContaining("did you mean [" + meant + "]?")
                    .hasMessageContaining("docs/settings.md"));
  }
}
