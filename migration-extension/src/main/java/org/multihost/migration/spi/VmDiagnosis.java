package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The diagnosis of a VM's process at the failure of a test, for a person to read.
 *
 * @param essentials the lines for the error message itself, about fifteen at most; empty if the
 *     process was ended on purpose
 * @param sections the whole diagnosis
 * @param manualStart the instructions for a person who starts the VM again by hand; empty if the
 *     driver has none
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record VmDiagnosis(
    List<String> essentials, List<Section> sections, Optional<ManualStart> manualStart) {

  /** Copies the lists. */
  public VmDiagnosis {
    essentials = List.copyOf(essentials);
    sections = List.copyOf(sections);
  }

  /** Returns a diagnosis that says only why there is none. */
  public static VmDiagnosis none(String why) {
    return new VmDiagnosis(List.of(why), List.of(), Optional.empty());
  }

  /** A part of the diagnosis, with a title. */
  public record Section(String title, List<String> lines) {

    /** Copies the list. */
    public Section {
      lines = List.copyOf(lines);
    }
  }
}
