package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.TestContext;

/** A file of a VM, as the user has written its path. */
final class DeclaredFileTests {

  @Test
  void aMachinesFileThatIsNoPathIsNamed() {
    assertThatExceptionOfType(MultihostConfigurationException.class)
        .isThrownBy(
            () ->
                new DeclaredFile(TestContext.withDisk("vm1", Path.of("disk.img")), "image", "a\0b")
                    .readable())
        .withMessageContaining("[vm1]")
        .withMessageContaining("image")
        .withMessageContaining("no path");
  }
}
