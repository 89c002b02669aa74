package org.multihost.migration.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.CloudInit;
import org.multihost.migration.Firmware;
import org.multihost.migration.Guest;
import org.multihost.migration.spi.text.Placeholders;

class VmSpecTests {

  private static final VmSpec FULL =
      new VmSpec(
          "vm1",
          1L << 30,
          4,
          Optional.of("pc"),
          Optional.of("qemu64"),
          Optional.of("image"),
          Optional.of("kernel"),
          Optional.of("initrd"),
          Optional.of("cmdline"),
          List.of("-S"),
          List.of(
              new VmSpec.Companion("tpm", List.of("program", "-x"), Optional.of("/dir/socket"))),
          new VmDrives(
              List.of(VmDrives.Disk.of("disk")),
              Optional.of("cdrom"),
              Optional.of("floppy"),
              CloneDisks.COPY,
              Set.of("cdrom")),
          new GuestAccess(
              true,
              GuestAccess.Login.SSH,
              new GuestCredentials(
                  "me",
                  Optional.of("password"),
                  Optional.of("identity"),
                  Optional.of("passphrase")),
              2222,
              Optional.of("dhcp"),
              Optional.of("> $"),
              CloudInit.NOCLOUD,
              Optional.of("user-data")),
          true,
          Guest.BUILT_IN,
          Firmware.UEFI,
          text -> "filled " + text);

  @Test
  void aBuilderBeginsWithTheDefaultGuest() {
    assertThat(VmSpec.builder("vm1").build())
        .isEqualTo(
            new VmSpec(
                "vm1",
                VmSpec.DEFAULT_MEMORY,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                VmDrives.NONE,
                GuestAccess.SERIAL,
                false,
                Guest.LINUX,
                Firmware.BIOS,
                Placeholders.NONE));
  }

  @Test
  void aBuilderOfAnotherVmKeepsEveryValue() {
    assertThat(FULL.toBuilder().build()).isEqualTo(FULL);
  }

  @Test
  void anotherNameChangesNothingElse() {
    VmSpec other = FULL.named("vm2");

    assertThat(other.name()).isEqualTo("vm2");
    assertThat(other.named("vm1")).isEqualTo(FULL);
  }

  @Test
  void otherDisksAreNotClonedAgain() {
    VmDrives.Disk clone = FULL.drives().disks().get(0).with("clone0", Optional.of("qcow2"));
    VmSpec cloned = FULL.withDisks(Optional.of("clone"), List.of(clone));

    assertThat(cloned.image()).contains("clone");
    assertThat(cloned.drives().disks()).containsExactly(clone);
    assertThat(cloned.drives().diskClone()).isEqualTo(CloneDisks.NONE);
    assertThat(cloned.toBuilder().image(FULL.image()).drives(FULL.drives()).build())
        .isEqualTo(FULL);
  }
}
