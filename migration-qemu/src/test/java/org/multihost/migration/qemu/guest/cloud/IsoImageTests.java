package org.multihost.migration.qemu.guest.cloud;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A real kernel reads one in {@code CloudGuestTests}. */
class IsoImageTests {

  private static final int SECTOR = 2048;

  private static byte[] image(int size) {
    return new IsoImage(
            "CIDATA",
            new TreeMap<>(
                Map.of("meta-data", "about".getBytes(US_ASCII), "user-data", new byte[size])))
        .bytes();
  }

  @Test
  void hasTheLabelInBothDescriptors() {
    byte[] image = image(3);

    assertThat(new String(image, 16 * SECTOR, 72, US_ASCII))
        .startsWith("\u0001CD001\u0001")
        .endsWith("CIDATA" + " ".repeat(26));
    assertThat(new String(image, 17 * SECTOR + 40, 32, UTF_16BE))
        .isEqualTo("CIDATA" + " ".repeat(10));
    assertThat(new String(image, 18 * SECTOR + 1, 5, US_ASCII)).isEqualTo("CD001");
  }

  @Test
  void aRecordLeadsFromTheNameToTheContent() {
    byte[] image = image(SECTOR + 1);
    String directory =
        new String(image, 23 * SECTOR, SECTOR, java.nio.charset.StandardCharsets.ISO_8859_1);
    int name = 23 * SECTOR + directory.indexOf("USER-DATA.;1");
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(image[name - 1]).isEqualTo((byte) 12);
    assertThat(bytes.getInt(name - 31)).isEqualTo(26);
    assertThat(bytes.getInt(name - 23)).isEqualTo(SECTOR + 1);
    assertThat(new String(image, 25 * SECTOR, 5, US_ASCII)).isEqualTo("about");
  }

  @Test
  void theSameFilesGiveTheSameBytesAndSimilarOnesTheSameSize() {
    assertThat(image(100)).isEqualTo(image(100)).hasSize(1 << 20).hasSameSizeAs(image(50_000));
    assertThat(image(1 << 20)).hasSize(2 << 20);
  }
}
