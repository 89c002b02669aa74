package org.multihost.migration.qemu.guest.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The kernel modules in the default guest: drivers for devices that QEMU may provide, the file
 * systems of its media, and their dependencies. A kernel may have a missing one built in.
 */
final class KernelModules {

  /** The file with the dependencies of the modules, written by {@code depmod}. */
  static final String DEPENDENCIES = "modules.dep";

  private static final String ALIASES = "modules.alias";

  /*
   * Loaded on request only: their search for disks prolongs each start, and every q35 or pc has the
   * device.
   */
  private static final Set<String> ON_REQUEST = Set.of("ahci", "ata_piix");

  private static final List<String> WANTED =
      List.of(
          "virtio_pci",
          "virtio_blk",
          "virtio_net",
          "virtio_scsi",
          "sd_mod",
          "sr_mod",
          "floppy",
          "e1000",
          "e1000e",
          "ext4",
          "crc32c_generic",
          "isofs",
          "vfat",
          "virtiofs",
          "nls_cp437",
          "nls_ascii",
          "nls_iso8859_1",
          "ahci",
          "ata_piix");

  private final Path directory;

  /** The modules' paths in the directory, by their names. */
  private final Map<String, String> paths = new HashMap<>();

  /** The names that a module depends on, by its name. */
  private final Map<String, List<String>> dependencies = new HashMap<>();

  private KernelModules(Path directory) throws IOException {
    this.directory = directory;
    for (String line : Files.readAllLines(directory.resolve(DEPENDENCIES))) {
      List<String> files = List.of(line.split(":? +|:$"));
      paths.put(name(files.get(0)), files.get(0));
      dependencies.put(
          name(files.get(0)), files.stream().skip(1).map(KernelModules::name).toList());
    }
  }

  /**
   * Returns the files for the guest's own directory of modules, by their names; the same input
   * always gives the same bytes.
   *
   * @param directory of a kernel's modules, with {@code modules.dep}
   */
  public static Map<String, byte[]> select(Path directory) throws IOException {
    return new KernelModules(directory).select();
  }

  private Map<String, byte[]> select() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    WANTED.forEach(wanted -> addWithDependencies(wanted, names));
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : names) {
      files.put(name + ".ko", ModuleFile.read(directory.resolve(paths.get(name))));
    }
    files.put(DEPENDENCIES, lines(names.stream().map(this::dependencyLine)));
    files.put(ALIASES, lines(aliases().filter(line -> isFor(line, names))));
    return files;
  }

  private void addWithDependencies(String name, TreeSet<String> names) {
    @Nullable List<String> needed = dependencies.get(name);
    if (needed != null && names.add(name)) {
      needed.forEach(each -> addWithDependencies(each, names));
    }
  }

  private String dependencyLine(String name) {
    return dependencies.getOrDefault(name, List.of()).stream()
        .map(needed -> " " + needed + ".ko")
        .collect(Collectors.joining("", name + ".ko:", ""));
  }

  private Stream<String> aliases() throws IOException {
    Path file = directory.resolve(ALIASES);
    return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.empty();
  }

  /**
   * Whether a line such as {@code alias pci:v00001AF4d* virtio_pci} is for one of these modules.
   */
  private static boolean isFor(String line, TreeSet<String> names) {
    String module = name(line.substring(line.lastIndexOf(' ') + 1));
    return names.contains(module) && !ON_REQUEST.contains(module);
  }

  /** The kernel treats - and _ in names as equal. */
  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1)
        .replaceFirst("\\.ko(\\.\\w+)?$", "")
        .replace('-', '_');
  }

  private static byte[] lines(Stream<String> lines) {
    return lines
        .map(line -> line + "\n")
        .collect(Collectors.joining())
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
