package org.multihost.migration.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.VmSpec;

/** The contract of a driver whose VMs have disks: clones of them. */
public abstract class DiskContract extends TwoHostsFixture {

  @Test
  void clonesDisksAndLeavesTheOriginals() throws Exception {
    Path image = Files.write(files.resolve("image"), new byte[1 << 20]);
    Path clones = Files.createDirectory(files.resolve("clones"));
    VmSpec spec = Specs.cloned(subject.bare("vm1"), image, CloneDisks.COPY);

    VmSpec cloned = source.cloneDisks(spec, clones, Duration.ofMinutes(1));

    assertThat(Path.of(cloned.image().orElseThrow())).startsWith(clones).exists();
    assertThat(cloned.drives().diskClone()).isEqualTo(CloneDisks.NONE);
    assertThat(image).exists();
    assertThat(source.start(cloned).state()).isEqualTo(VmState.RUNNING);
  }
}
