package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.memory.MemoryProcess;

/** The disks, directories and ports of a VM that lives as long as its class. */
class ResourcesOfClassVmsTests extends ClassVmsFixture {

  @MultihostMigration
  @MigrateVm(
      name = "vm1",
      lifecycle = Lifecycle.PER_CLASS,
      cloneDisks = CloneDisks.COPY,
      arguments = "-vnc unix:{dir}/vnc.sock")
  static class WithResourcesTestCase {
    @RepeatedTest(2)
    void hasTheSame(VirtualMachine vm1) {
      assertThat(Path.of(vm1.placeholder("dir"))).isDirectory();
      SEEN.add(vm1.placeholder("dir"));
      if (vm1.isHere()) {
        String disk = vm1.unwrap(MemoryProcess.class).spec().drives().disks().get(0).path();
        assertThat(Path.of(disk)).hasContent("disk");
        SEEN.add(disk);
      }
    }
  }

  static class FailingWithResourcesTestCase extends WithResourcesTestCase {
    @AfterEach
    void fail() {
      throw new AssertionError("on purpose");
    }
  }

  private Map<String, HostsInMemory.Ends> runWithDisk(Class<?> type, String keep) throws Exception {
    Path disk = Files.writeString(reports.resolve("disk"), "disk");
    return run(type, "multihost.vm.vm1.disks", disk.toString(), "multihost.keep", keep);
  }

  @Test
  void itsDisksAndDirectoriesLiveAsLongAsTheClass() throws Exception {
    assertPassed(
        runWithDisk(WithResourcesTestCase.class, "on-failure"), "hasTheSame", "hasTheSame");

    assertThat(SEEN).hasSize(6);
    assertThat(SEEN.stream().distinct().map(Path::of))
        .as("of each host a directory, and the disk's clone")
        .hasSize(3)
        .allSatisfy(path -> assertThat(path).doesNotExist());
  }

  @Test
  void theyAreKeptIfOneOfItsTestsFails() throws Exception {
    runWithDisk(FailingWithResourcesTestCase.class, "on-failure");

    assertThat(SEEN.stream().distinct().map(Path::of))
        .hasSize(3)
        .allSatisfy(path -> assertThat(path).exists());
    for (Path path : SEEN.stream().distinct().map(Path::of).toList()) {
      Files.delete(path);
      Files.delete(path.getParent());
    }
  }
}
