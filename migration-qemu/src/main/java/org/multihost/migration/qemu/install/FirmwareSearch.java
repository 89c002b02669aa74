package org.multihost.migration.qemu.install;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A search for a UEFI firmware; it records the reasons against what it has seen. */
final class FirmwareSearch {

  /** The places in distributions without descriptors, relative to that of shared files. */
  private static final List<Place> X86 =
      List.of(
          new Place("OVMF/OVMF_CODE_4M.fd", "OVMF/OVMF_VARS_4M.fd"),
          new Place("OVMF/OVMF_CODE.fd", "OVMF/OVMF_VARS.fd"),
          new Place("edk2/ovmf/OVMF_CODE.fd", "edk2/ovmf/OVMF_VARS.fd"),
          new Place("edk2/x64/OVMF_CODE.4m.fd", "edk2/x64/OVMF_VARS.4m.fd"),
          new Place("edk2-ovmf/x64/OVMF_CODE.fd", "edk2-ovmf/x64/OVMF_VARS.fd"),
          new Place("qemu/ovmf-x86_64-code.bin", "qemu/ovmf-x86_64-vars.bin"),
          new Place("qemu/edk2-x86_64-code.fd", "qemu/edk2-i386-vars.fd"));

  private static final List<Place> ARM =
      List.of(
          new Place("AAVMF/AAVMF_CODE.fd", "AAVMF/AAVMF_VARS.fd"),
          new Place("edk2/aarch64/QEMU_EFI-pflash.raw", "edk2/aarch64/vars-template-pflash.raw"),
          new Place("edk2/aarch64/QEMU_CODE.fd", "edk2/aarch64/QEMU_VARS.fd"),
          new Place("qemu/aavmf-aarch64-code.bin", "qemu/aavmf-aarch64-vars.bin"),
          new Place("qemu/edk2-aarch64-code.fd", "qemu/edk2-arm-vars.fd"));

  private final HostSystem system;
  private final String machine;
  private final List<String> reasons = new ArrayList<>();

  FirmwareSearch(HostSystem system, String machine) {
    this.system = system;
    this.machine = machine;
  }

  private record Place(String code, String variables) {}

  UefiFirmware find() {
    return descriptors().values().stream()
        .flatMap(file -> described(file).stream())
        .findFirst()
        .or(this::known)
        .orElseThrow(
            () ->
                HostPart.UEFI.missing(
                    system,
                    "No UEFI firmware without secure boot found for machine type [%s]; looked at %s"
                        .formatted(machine, reasons)));
  }

  /** QEMU's rules: the names decide, a file without content only hides others. */
  private SortedMap<String, Path> descriptors() {
    SortedMap<String, Path> files = new TreeMap<>();
    for (Path directory : system.firmware().descriptors()) {
      List<Path> found = listed(directory);
      if (found.isEmpty()) {
        reasons.add(directory.resolve("*.json") + ": none");
      }
      found.forEach(file -> files.putIfAbsent(file.getFileName().toString(), file));
    }
    return files;
  }

  private List<Path> listed(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.json")) {
      entries.forEach(found::add);
    } catch (IOException unreadable) {
      reasons.add(directory + ": " + unreadable);
    }
    return found;
  }

  /* The doctor must run with no other class, so it may have no parser: the known places remain. */
  private Optional<UefiFirmware> described(Path file) {
    try {
      FirmwareDescriptor descriptor = FirmwareDescriptor.read(file);
      Optional<String> reason = descriptor.reasonAgainst(system.guests(), machine);
      reason.ifPresent(text -> reasons.add(file + ": " + text));
      return reason.isPresent() ? Optional.empty() : readable(descriptor.firmware());
    } catch (IOException unreadable) {
      reasons.add(file + ": " + unreadable);
      return Optional.empty();
    } catch (NoClassDefFoundError noParser) {
      reasons.add(file + ": not read, because Jackson is not on the class path");
      return Optional.empty();
    }
  }

  private Optional<UefiFirmware> known() {
    Path share = system.firmware().shared();
    return (system.ofGuests() == Architecture.AARCH64 ? ARM : X86)
        .stream()
            .map(
                place ->
                    new UefiFirmware(
                        UefiFirmware.Image.raw(share.resolve(place.code())),
                        UefiFirmware.Image.raw(share.resolve(place.variables()))))
            .flatMap(firmware -> readable(firmware).stream())
            .findFirst();
  }

  private Optional<UefiFirmware> readable(UefiFirmware firmware) {
    List<Path> unreadable =
        Stream.of(firmware.code(), firmware.variables())
            .map(UefiFirmware.Image::path)
            .filter(path -> !Files.isReadable(path))
            .toList();
    unreadable.forEach(
        path ->
            reasons.add(
                path + (Files.exists(path) ? ": exists but is not readable" : ": does not exist")));
    return unreadable.isEmpty() ? Optional.of(firmware) : Optional.empty();
  }
}
