package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.Disk;
import org.multihost.migration.DiskBus;
import org.multihost.migration.DiskCache;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.spi.VmDrives;

class DiskTextsTests {

  @MigrateVm(
      name = "vm1",
      disks = {
        @Disk(
            path = "{dir}/a, b;c.img",
            format = "raw",
            bus = DiskBus.SCSI,
            serial = "{vm}-A.1",
            cache = DiskCache.NONE,
            readOnly = true,
            iothread = true),
        @Disk(path = "plain.img")
      })
  private static final class Declared {}

  @MigrateVm(name = "vm1", disks = @Disk(path = "a.img", serial = "no spaces"))
  private static final class OddSerial {}

  @MigrateVm(name = "vm1", disks = @Disk(path = "", bus = DiskBus.IDE))
  private static final class WithoutPath {}

  @MigrateVm(name = "vm1", disks = @Disk(path = ""))
  private static final class Nothing {}

  @MigrateVm(name = "vm1", disks = @Disk(path = "{none}"))
  private static final class FilledWithNothing {}

  private static final VmDrives.Disk FULL =
      new VmDrives.Disk(
          "/here/a, b;c.img",
          Optional.of("raw"),
          DiskBus.SCSI,
          Optional.of("vm1-A.1"),
          DiskCache.NONE,
          true,
          true);

  private static String fill(String text) {
    return text.replace("{dir}", "/here").replace("{vm}", "vm1").replace("{none}", "");
  }

  private static List<VmDrives.Disk> read(String text, String origin) {
    Setting setting = new Setting("multihost.vm.vm1.disks", text, origin);
    return DiskTexts.type().read(setting, DiskTextsTests::fill);
  }

  private static List<VmDrives.Disk> declared(Class<?> type) {
    MigrateVm vm = type.getAnnotation(MigrateVm.class);
    return read(VmSettings.DISKS.annotated().apply(vm), VmDeclaration.ORIGIN + type);
  }

  @Test
  void anAnnotationGivesEveryPropertyOfADisk() {
    assertThat(declared(Declared.class)).containsExactly(FULL, VmDrives.Disk.of("plain.img"));
  }

  @Test
  void aSettingGivesEveryPropertyToo() {
    String text =
        " plain.img ,"
            + " {dir}/a.img;iothread=true;read-only=true;cache=none;serial={vm}-A.1;bus=scsi;format=raw"
            + " ";

    assertThat(read(text, "file"))
        .containsExactly(
            VmDrives.Disk.of("plain.img"), FULL.with("/here/a.img", Optional.of("raw")));
  }

  /* Only what has the form of an option is one; a file may have any name. */
  @Test
  void aPathMayHaveSemicolonsAndEqualsSigns() {
    assertThat(read("a;b=c/d;e.img", "file")).containsExactly(VmDrives.Disk.of("a;b=c/d;e.img"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.img;bus=usb | [bus of disk a.img in multihost.vm.vm1.disks] has the value [usb]",
        "a.img;bus=default | allowed: paravirtual, scsi, sata, ide",
        "a.img;cache=unsafe | allowed: writeback, writethrough, none, directsync",
        "a.img;read-only=yes | allowed: true, false",
        "a.img;serial=123456789012345678901 | allowed: 1 to 20 letters, digits, [-], [_] and [.]",
        "a.img;readonly=true | allowed: the options format, bus, serial, cache, read-only,"
            + " iothread",
        "a.img;bus=ide;bus=sata | each once",
        ";bus=ide | allowed: a path before the options of each disk"
      })
  void refusesWhatIsNoDisk(String text, String message) {
    assertThatThrownBy(() -> read(text, "file"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("(from file)");
  }

  @Test
  void refusesWhatIsNoDiskInAnAnnotationToo() {
    assertThatThrownBy(() -> declared(OddSerial.class)).hasMessageContaining("[no spaces]");
    assertThat(List.of(WithoutPath.class, Nothing.class, FilledWithNothing.class))
        .allSatisfy(
            type -> assertThatThrownBy(() -> declared(type)).hasMessageContaining("a path before"));
  }
}
