package org.multihost.migration.qemu.guest.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class KernelModulesTests {

  @TempDir Path directory;

  @BeforeEach
  void writeDirectory() throws IOException {
    write("modules.dep", "");
    dependencies(
        "kernel/drivers/block/virtio_blk.ko: kernel/drivers/virtio/virtio_ring.ko.xz",
        "kernel/drivers/virtio/virtio_ring.ko.xz:",
        "kernel/drivers/video/virtio-gpu.ko: kernel/drivers/virtio/virtio_ring.ko.xz",
        "kernel/drivers/ata/ahci.ko.zst:");
    write("modules.alias", "alias virtio:d2v* virtio_blk\nalias virtio:d16v* virtio_gpu\n");
    write("kernel/drivers/block/virtio_blk.ko", "blk");
    try (OutputStream xz =
        new XZOutputStream(open("kernel/drivers/virtio/virtio_ring.ko.xz"), new LZMA2Options())) {
      xz.write("ring".getBytes(UTF_8));
    }
    try (OutputStream zstd = new ZstdOutputStream(open("kernel/drivers/ata/ahci.ko.zst"))) {
      zstd.write("ahci".getBytes(UTF_8));
    }
  }

  @Test
  void takesDriversAndWhatTheyNeedAndNothingElse() throws IOException {
    assertThat(text(KernelModules.select(directory)))
        .containsOnlyKeys(
            "ahci.ko", "virtio_blk.ko", "virtio_ring.ko", "modules.dep", "modules.alias")
        .containsEntry("modules.dep", "ahci.ko:\nvirtio_blk.ko: virtio_ring.ko\nvirtio_ring.ko:\n");
  }

  @Test
  void decompressesWhatTheGuestCannot() throws IOException {
    assertThat(text(KernelModules.select(directory)))
        .containsEntry("virtio_blk.ko", "blk")
        .containsEntry("virtio_ring.ko", "ring")
        .containsEntry("ahci.ko", "ahci");
  }

  @Test
  void keepsTheAliasesOfItsModules() throws IOException {
    assertThat(text(KernelModules.select(directory)))
        .containsEntry("modules.alias", "alias virtio:d2v* virtio_blk\n");
  }

  @Test
  void namesADamagedModule() throws IOException {
    write("kernel/drivers/virtio/virtio_ring.ko.xz", "no archive");

    assertThatThrownBy(() -> KernelModules.select(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("kernel module [" + directory + "/kernel/drivers/virtio/virtio_ring");
  }

  private void dependencies(String... lines) throws IOException {
    write("modules.dep", String.join("\n", lines) + "\n");
  }

  private void write(String name, String content) throws IOException {
    try (OutputStream file = open(name)) {
      file.write(content.getBytes(UTF_8));
    }
  }

  private OutputStream open(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.newOutputStream(file);
  }

  private static Map<String, String> text(Map<String, byte[]> files) {
    Map<String, String> texts = new java.util.HashMap<>();
    files.forEach((name, content) -> texts.put(name, new String(content, UTF_8)));
    return texts;
  }
}
