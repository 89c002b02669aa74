package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@link OtherVersionTestCase} from the system's QEMU to the one that is chosen by itself: a
 * setting for one host alone.
 */
@ExtendWith(Twins.Resolver.class)
class VersionsTests {

  private static final Path SYSTEMS = Path.of("/usr/bin/qemu-system-x86_64");

  @Test
  void aGuestMovesToAnotherVersionOfQemu(Twins twins) {
    boolean there = Files.isExecutable(SYSTEMS);
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("[%s] is there, which CI must not miss", SYSTEMS)
        .isTrue();
    assumeThat(there).as("[%s] is there", SYSTEMS).isTrue();

    Twins.assertSucceeded(
        twins.run(
            OtherVersionTestCase.class,
            Map.of("multihost.host.source.qemu.binary", SYSTEMS.toString())));
  }
}
