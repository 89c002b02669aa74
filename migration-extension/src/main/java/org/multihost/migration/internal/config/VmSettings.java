package org.multihost.migration.internal.config;

import static org.multihost.migration.internal.config.VmSetting.array;
import static org.multihost.migration.internal.config.VmSetting.declared;
import static org.multihost.migration.internal.config.VmSetting.number;
import static org.multihost.migration.internal.config.VmSetting.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Firmware;
import org.multihost.migration.Guest;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Storage;
import org.multihost.migration.internal.config.SettingDeclaration.Default;
import org.multihost.migration.internal.config.SettingDeclaration.Place;
import org.multihost.migration.internal.config.text.Sizes;
import org.multihost.migration.internal.config.text.Words;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.VmSpecBuilder;

/**
 * The declarations of the settings of a VM: each feeds the keys {@code multihost.vm.<name>.…}, the
 * check of the values, the elements of {@link MigrateVm}, the {@link VmSpec} and {@code
 * docs/settings.md}.
 */
final class VmSettings {

  static final VmSetting<Long> MEMORY =
      new VmSetting<>(
          declared(
              "memory",
              SettingType.of("size, whole MiB", VmSettings::memory),
              new Default<>("`256 MiB`", VmSpec.DEFAULT_MEMORY),
              "the guest's memory"),
          "memory",
          MigrateVm::memory,
          VmSpecBuilder::memory);

  static final VmSetting<Integer> CPUS =
      new VmSetting<>(
          declared(
              "cpus",
              SettingType.wholeNumber(1, 255),
              Default.of(1),
              "the number of virtual processors"),
          "cpus",
          vm -> number(vm.cpus()),
          VmSpecBuilder::cpus);

  static final VmSetting<Optional<String>> MACHINE =
      new VmSetting<>(
          text(
              "machine",
              "machine type",
              "the machine type: `q35`, `pc`, `microvm`, or one with a version, `pc-q35-7.2`"),
          "machine",
          MigrateVm::machine,
          VmSpecBuilder::machine);

  static final VmSetting<Optional<String>> CPU =
      new VmSetting<>(
          text("cpu", "CPU model", "the CPU model, with flags: `max`, `Nehalem,-sse4.2`"),
          "cpu",
          MigrateVm::cpu,
          VmSpecBuilder::cpu);

  static final VmSetting<Firmware> FIRMWARE =
      new VmSetting<>(
          declared(
              "firmware",
              SettingType.word(Firmware.class),
              Default.of(Firmware.BIOS),
              "the firmware that starts the guest: the machine's own, or UEFI"),
          "firmware",
          vm -> Words.declared(vm.firmware()),
          VmSpecBuilder::firmware);

  static final VmSetting<Optional<String>> IMAGE =
      new VmSetting<>(
          text("image", "path", "the disk to boot from"),
          "image",
          MigrateVm::image,
          VmSpecBuilder::image);

  static final VmSetting<List<VmDrives.Disk>> DISKS =
      new VmSetting<>(
          declared(
              "disks", DiskTexts.type(), new Default<>("–", List.of()), "further disks, in order"),
          "disks",
          vm -> array(Stream.of(vm.disks()).map(DiskTexts::of).toArray(String[]::new)),
          VmSpecBuilder::disks);

  static final VmSetting<CloneDisks> CLONE =
      new VmSetting<>(
          declared(
              "clone",
              SettingType.word(CloneDisks.class),
              Default.of(CloneDisks.NONE),
              "what each test gets of the disks: the disks themselves, an image on top of each, a copy of each"),
          "cloneDisks",
          vm -> Words.declared(vm.cloneDisks()),
          VmSpecBuilder::cloneDisks);

  static final VmSetting<Storage> STORAGE =
      new VmSetting<>(
          declared(
              "storage",
              SettingType.word(Storage.class),
              Default.of(Storage.SHARED),
              "whether the hosts share the disks, or a migration copies them; the same on all hosts"),
          "storage",
          vm -> vm.storage() == Storage.SHARED ? "" : Words.of(vm.storage()),
          VmSpecBuilder::storage);

  static final VmSetting<Optional<String>> CDROM =
      new VmSetting<>(
          drive("cdrom", "the medium of the CD-ROM drive"),
          "cdrom",
          MigrateVm::cdrom,
          VmSpecBuilder::cdrom);

  static final VmSetting<Optional<String>> FLOPPY =
      new VmSetting<>(
          drive("floppy", "the medium of the floppy drive"),
          "floppy",
          MigrateVm::floppy,
          VmSpecBuilder::floppy);

  static final VmSetting<Guest> GUEST =
      new VmSetting<>(
          declared(
              "guest",
              SettingType.word(Guest.class),
              new Default<>(
                  "`linux` if the test speaks with its guests, else `built-in`", Guest.LINUX),
              "the guest of a VM without `image` and `kernel`; `built-in` needs no files and has no shell"),
          "guest",
          vm -> Words.declared(vm.guest()),
          VmSpecBuilder::guest);

  static final VmSetting<Optional<String>> KERNEL =
      new VmSetting<>(
          text("kernel", "path", "a kernel to boot directly"),
          "kernel",
          MigrateVm::kernel,
          VmSpecBuilder::kernel);

  static final VmSetting<Optional<String>> INITRD =
      new VmSetting<>(
          text("initrd", "path", "the initial RAM disk of `kernel`"),
          "initrd",
          MigrateVm::initrd,
          VmSpecBuilder::initrd);

  static final VmSetting<Optional<String>> CMDLINE =
      new VmSetting<>(
          text("cmdline", "text", "the kernel's command line; added to the default guest's own"),
          "cmdline",
          MigrateVm::cmdline,
          VmSpecBuilder::cmdline);

  static final VmSetting<List<String>> ARGUMENTS =
      new VmSetting<>(
          new SettingDeclaration<>(
              "arguments",
              SettingType.list("arguments, quoted as in a shell", VmArguments::of),
              new Default<>("–", List.of()),
              "added to the hypervisor's command line; for one migration, to the destination's",
              Place.VM_OR_MIGRATION),
          "arguments",
          vm -> array(vm.arguments()),
          VmSpecBuilder::arguments);

  static final VmSetting<List<VmSpec.Companion>> COMPANIONS =
      new VmSetting<>(
          declared(
              "companions",
              CompanionTexts.type(),
              new Default<>("–", List.of()),
              "programs that run beside the hypervisor and serve its devices"),
          "companions",
          vm -> array(Stream.of(vm.companions()).map(CompanionTexts::of).toArray(String[]::new)),
          VmSpecBuilder::companions);

  static final VmSetting<Boolean> START_PAUSED =
      new VmSetting<>(
          declared(
              "start-paused",
              SettingType.of("`true`, `false`", Setting::truth),
              new Default<>("`false`", false),
              "whether the VM starts paused"),
          "startPaused",
          vm -> vm.startPaused() ? "true" : "",
          VmSpecBuilder::startPaused);

  static final VmSetting<Optional<Setting>> HOME =
      new VmSetting<>(
          declared(
              "home",
              SettingType.raw("a host of the test"),
              Default.absent("the first host"),
              "the host that the VM starts on"),
          "home",
          MigrateVm::home,
          VmSettings::notSpecified);

  static final VmSetting<Lifecycle> LIFECYCLE =
      new VmSetting<>(
          declared(
              "lifecycle",
              SettingType.word(Lifecycle.class),
              Default.of(Lifecycle.PER_METHOD),
              "whether the VM lives for one test, or for all tests of its class; the same on all hosts"),
          "lifecycle",
          vm -> vm.lifecycle() == Lifecycle.PER_METHOD ? "" : Words.of(vm.lifecycle()),
          VmSettings::notSpecified);

  static final VmSetting<List<String>> PROFILE =
      new VmSetting<>(
          declared(
              "profile",
              SettingType.list("names, separated by commas", VmSettings::split),
              new Default<>("–", List.of()),
              "named groups of settings"),
          "profile",
          vm -> String.join(",", vm.profile()),
          VmSettings::notSpecified);

  private static final List<VmSetting<?>> OF_MACHINE =
      List.of(
          MEMORY,
          CPUS,
          MACHINE,
          CPU,
          FIRMWARE,
          IMAGE,
          DISKS,
          CLONE,
          STORAGE,
          CDROM,
          FLOPPY,
          GUEST,
          KERNEL,
          INITRD,
          CMDLINE,
          ARGUMENTS,
          COMPANIONS,
          START_PAUSED);

  private static final List<VmSetting<?>> OF_EXTENSION = List.of(HOME, LIFECYCLE, PROFILE);

  static final List<VmSetting<?>> ALL =
      Stream.of(OF_MACHINE, GuestAccessSettings.ALL, OF_EXTENSION).flatMap(List::stream).toList();

  private VmSettings() {}

  static List<String> keys() {
    return ALL.stream().map(VmSetting::key).toList();
  }

  private static SettingDeclaration<Optional<String>> drive(String key, String meaning) {
    return declared(key, SettingType.text("path or `empty`"), Default.absent("no drive"), meaning);
  }

  /** The extension itself uses the value; no driver needs it. */
  private static void notSpecified(VmSpecBuilder spec, Object value) {}

  private static long memory(Setting setting) {
    long bytes = Sizes.parse(setting.value()).orElseThrow(() -> setting.refuse(Sizes.ALLOWED));
    if (bytes < 1 << 20 || bytes % (1 << 20) != 0) {
      throw setting.refuse(
          "a whole number of MiB, at least 1 MiB, such as [256 MiB]; MB is 1,000,000 bytes");
    }
    return bytes;
  }

  private static List<String> split(Setting setting) {
    return Arrays.stream(setting.value().split(","))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }
}
