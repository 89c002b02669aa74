package org.multihost.migration.internal.config;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.multihost.migration.MigrateVm;

/**
 * A setting of a VM as it is declared, once: its name, the element of {@link MigrateVm}, and its
 * documentation. {@link VmPlan} reads the values.
 */
enum VmSetting {
  MEMORY("size, whole MiB", "`256 MiB`", "the guest's memory", "memory", MigrateVm::memory),
  CPUS("1 to 255", "`1`", "the number of virtual processors", "cpus", vm -> number(vm.cpus())),
  IMAGE("path", "–", "the disk to boot from", "image", MigrateVm::image),
  DISKS(
      "paths, separated by commas",
      "–",
      "further disks, in order",
      "disks",
      vm -> array(vm.disks())),
  CLONE(
      "`none`, `overlay`, `copy`",
      "`none`",
      "what each test gets of the disks: the disks themselves, an image on top of each, a copy of each",
      "cloneDisks",
      MigrateVm::cloneDisks),
  CDROM("path or `empty`", "no drive", "the medium of the CD-ROM drive", "cdrom", MigrateVm::cdrom),
  FLOPPY(
      "path or `empty`", "no drive", "the medium of the floppy drive", "floppy", MigrateVm::floppy),
  KERNEL("path", "–", "a kernel to boot directly", "kernel", MigrateVm::kernel),
  INITRD("path", "–", "the initial RAM disk of `kernel`", "initrd", MigrateVm::initrd),
  CMDLINE(
      "text",
      "–",
      "the kernel's command line; added to the default guest's own",
      "cmdline",
      MigrateVm::cmdline),
  ARGUMENTS(
      "arguments, separated by white space",
      "–",
      "added to the hypervisor's command line",
      "arguments",
      vm -> array(vm.arguments())),
  START_PAUSED(
      "`true`, `false`",
      "`false`",
      "whether the VM starts paused",
      "startPaused",
      vm -> vm.startPaused() ? "true" : ""),
  NETWORK(
      "`true`, `false`",
      "`true` if `login` is `ssh`",
      "a user-mode network with the guest's SSH port forwarded",
      "network",
      MigrateVm::network),
  LOGIN(
      "`serial`, `ssh`, `none`",
      "`serial`",
      "what a session uses; `none` also keeps a migration from logging in",
      "login",
      MigrateVm::login),
  USER("text", "`root`", "the user of the SSH login", "user", MigrateVm::user),
  PASSWORD("text", "–", "that user's password", "password", MigrateVm::password),
  IDENTITY("path", "–", "that user's private key", "identity", MigrateVm::identity),
  SSH_PORT("1 to 65535", "`22`", "the guest's SSH port", "sshPort", vm -> number(vm.sshPort())),
  REGAIN_ADDRESS(
      "command",
      "–",
      "run on the serial session after each migration, before the login",
      "regainAddress",
      MigrateVm::regainAddress),
  HOME(
      "a host of the test",
      "the first host",
      "the host that the VM starts on",
      "home",
      MigrateVm::home),
  PROFILE(
      "names, separated by commas",
      "–",
      "named groups of settings",
      "profile",
      vm -> String.join(",", vm.profile()));

  /** The separator of the elements of an array of the annotation. */
  static final String SEPARATOR = "\u0000";

  private final String type;
  private final String otherwise;
  private final String meaning;
  private final String element;
  private final Function<MigrateVm, String> declared;

  VmSetting(
      String type,
      String otherwise,
      String meaning,
      String element,
      Function<MigrateVm, String> declared) {
    this.type = type;
    this.otherwise = otherwise;
    this.meaning = meaning;
    this.element = element;
    this.declared = declared;
  }

  private static String number(int value) {
    return value == 0 ? "" : String.valueOf(value);
  }

  private static String array(String[] values) {
    return String.join(SEPARATOR, values);
  }

  /** Returns the last part of its key, such as {@code ssh-port}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the text of the annotation's element; empty if it is not set. */
  String declared(MigrateVm vm) {
    return declared.apply(vm);
  }

  static List<String> keys() {
    return Stream.of(values()).map(VmSetting::key).toList();
  }

  /** Returns the row of the documentation's table. */
  String row() {
    return "| `%s` | %s | %s | %s | `%s` |".formatted(key(), type, otherwise, meaning, element);
  }
}
