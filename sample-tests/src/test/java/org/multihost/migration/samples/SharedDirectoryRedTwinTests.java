package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of a shared directory fails on both hosts if the guest keeps it. */
@ExtendWith(Twins.Resolver.class)
class SharedDirectoryRedTwinTests {

  @Test
  void aMountedDirectoryFailsBothHostsInQemusWords(Twins twins) {
    assertThat(
            Twins.failures(
                twins.run(MountedDirectoryTestCase.class, "isMountedWhenTheGuestLeaves", Map.of())))
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .contains(
                        "Virtual machine [vm1]: it cannot migrate, as QEMU says: [",
                        "virtio-user-fs",
                        "Detach the device"));
  }
}
