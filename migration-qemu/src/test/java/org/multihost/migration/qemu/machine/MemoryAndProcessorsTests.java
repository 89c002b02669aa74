package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.qemu.Hop.hop;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.QemuDriverProvider;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/** Memory and processors by the user's arguments, with a guest that is nothing but firmware. */
@NeedsQemu
@Timeout(120)
class MemoryAndProcessorsTests {

  @TempDir Path images;
  private final VirtualMachineDriver source = driver("source");
  private final VirtualMachineDriver destination = driver("destination");
  private VmSpec spec;

  private static VirtualMachineDriver driver(String host) {
    return new QemuDriverProvider().create(new TestContext(host));
  }

  @BeforeEach
  void createSpec() throws Exception {
    Path image = Files.write(images.resolve("empty.img"), new byte[1 << 20]);
    spec =
        TestContext.withDisk("vm1", image).toBuilder().cpus(2).cpu(Optional.of("qemu64")).build();
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private void arguments(String... arguments) {
    spec = spec.toBuilder().arguments(List.of(arguments)).build();
    source.verify(spec);
  }

  /** Returns the VM after a migration there and back. */
  private LocalVm thereAndBack(LocalVm here) throws Exception {
    return hop(hop(here, destination, spec), source, spec);
  }

  private static JsonNode ask(LocalVm vm, String command) {
    return vm.unwrap(QmpClient.class).execute(command);
  }

  private static QemuDevices devices(LocalVm vm) {
    return vm.unwrap(QemuDevices.class);
  }

  @Test
  void memoryMayBeAFileOfItsOwn() throws Exception {
    arguments(
        "-object",
        "memory-backend-memfd,id=ram,size=64M,share=on",
        "-machine",
        "memory-backend=ram");

    LocalVm back = thereAndBack(source.start(spec));

    JsonNode backend = ask(back, "query-memdev").get(0);
    assertThat(backend.path("id").asText()).isEqualTo("ram");
    assertThat(backend.path("share").asBoolean()).isTrue();
  }

  @Test
  void memoryMayBeInHugePages() throws Exception {
    arguments(
        "-object",
        "memory-backend-memfd,id=ram,size=64M,hugetlb=on,hugetlbsize=2M",
        "-machine",
        "memory-backend=ram");
    try (HugePages pages = HugePages.reserve(3 * 32)) {
      LocalVm back = thereAndBack(source.start(spec));

      assertThat(pages.free()).isLessThanOrEqualTo(pages.reserved() - 32);
      back.close();
    }
  }

  @Test
  void memoryMayBeInTwoNodesEachWithAProcessor() throws Exception {
    arguments(
        "-object", "memory-backend-ram,id=m0,size=32M",
        "-object", "memory-backend-ram,id=m1,size=32M",
        "-numa", "node,memdev=m0,cpus=0",
        "-numa", "node,memdev=m1,cpus=1");

    LocalVm back = thereAndBack(source.start(spec));

    assertThat(ask(back, "query-cpus-fast"))
        .extracting(cpu -> cpu.path("props").path("node-id").asInt())
        .containsExactly(0, 1);
  }

  @Test
  void memoryThatWasPluggedInFollows() throws Exception {
    arguments(
        "-m", "slots=3,maxmem=1G",
        "-object", "memory-backend-ram,id=first,size=128M",
        "-object", "memory-backend-ram,id=second,size=128M");
    LocalVm here = source.start(spec);
    devices(here).attach("dimm1", "pc-dimm", Map.of("memdev", "first"));
    devices(here).attach("dimm2", "pc-dimm", Map.of("memdev", "second", "slot", 2));
    JsonNode wanted = ask(here, "query-memory-devices");
    assertThat(wanted).hasSize(2);

    LocalVm back = thereAndBack(here);

    // A device that was there from the start is not marked as plugged in.
    assertThat(places(ask(back, "query-memory-devices"))).isEqualTo(places(wanted));
  }

  private static List<String> places(JsonNode dimms) {
    return dimms.findValues("data").stream()
        .map(dimm -> dimm.path("id") + " " + dimm.path("slot") + " " + dimm.path("addr"))
        .toList();
  }

  @Test
  void aProcessorThatWasPluggedInFollows() throws Exception {
    arguments("-smp", "2,maxcpus=4");
    LocalVm here = source.start(spec);
    devices(here)
        .attach("cpu2", "qemu64-x86_64-cpu", Map.of("socket-id", 0, "core-id", 2, "thread-id", 0));

    LocalVm back = thereAndBack(here);

    assertThat(ask(back, "query-cpus-fast")).hasSize(3);
    assertThat(devices(back).list()).extracting(QemuDevice::id).contains("cpu2");
  }
}
