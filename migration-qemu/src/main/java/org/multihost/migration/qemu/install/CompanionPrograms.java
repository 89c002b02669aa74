package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.VmSpec;

/** The programs of the companions of a VM, as this host has them. */
@API(status = INTERNAL)
public final class CompanionPrograms {

  private static final Map<String, HostPart> KNOWN =
      Map.of("swtpm", HostPart.SWTPM, "virtiofsd", HostPart.VIRTIOFSD);

  private CompanionPrograms() {}

  /**
   * Verifies that each program is there, on the search path if it is given without a directory.
   *
   * @throws DriverUnavailableException if one is missing
   */
  public static void verify(VmSpec spec, HostSystem system) {
    for (VmSpec.Companion companion : spec.companions()) {
      String program = companion.command().get(0);
      if (KNOWN.containsKey(program)) {
        KNOWN.get(program).program(system, program);
      } else if (program.contains("/")) {
        verifyFile(program, companion, spec);
      } else if (system.program(program).isEmpty()) {
        throw new DriverUnavailableException(
            "No [%s] found, the program of companion [%s] of virtual machine [%s]; looked in %s.\nInstall it, or set [multihost.host.<host>.vm.%3$s.companions] to its path on this host"
                .formatted(program, companion.name(), spec.name(), system.searchPath()));
      }
    }
  }

  /** Returns the specification with the places of these programs, which may be on no PATH. */
  public static VmSpec located(VmSpec spec, HostSystem system) {
    return spec.companions().isEmpty()
        ? spec
        : spec.toBuilder()
            .companions(spec.companions().stream().map(each -> located(each, system)).toList())
            .build();
  }

  private static VmSpec.Companion located(VmSpec.Companion companion, HostSystem system) {
    List<String> command = companion.command();
    return system
        .program(command.get(0))
        .map(
            path ->
                new VmSpec.Companion(
                    companion.name(),
                    Stream.concat(Stream.of(path.toString()), command.stream().skip(1)).toList(),
                    companion.socket()))
        .orElse(companion);
  }

  private static void verifyFile(String program, VmSpec.Companion companion, VmSpec spec) {
    if (!Files.isExecutable(Path.of(program))) {
      throw new DriverUnavailableException(
          "No executable file [%s], the program of companion [%s] of virtual machine [%s].\nInstall it, or set [multihost.host.<host>.vm.%3$s.companions] to its path on this host"
              .formatted(program, companion.name(), spec.name()));
    }
  }
}
