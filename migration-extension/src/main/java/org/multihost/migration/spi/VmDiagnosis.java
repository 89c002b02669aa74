package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The diagnosis of a VM's process after a failed test, for a person to read.
 *
 * @param essentials the lines for the error message itself, about fifteen at most; empty if the
 *     process was ended on purpose
 * @param sections the whole diagnosis
 * @param command a program and its arguments with which a person starts the VM again, from its
 *     disks as they are, with its console on the terminal; further arguments may follow. Empty if
 *     there is none
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record VmDiagnosis(List<String> essentials, List<Section> sections, List<String> command) {

  /** Copies the lists. */
  public VmDiagnosis {
    essentials = List.copyOf(essentials);
    sections = List.copyOf(sections);
    command = List.copyOf(command);
  }

  /** Returns a diagnosis that says only why there is none. */
  public static VmDiagnosis none(String why) {
    return new VmDiagnosis(List.of(why), List.of(), List.of());
  }

  /** A part of the diagnosis, with a title. */
  public record Section(String title, List<String> lines) {

    /** Copies the list. */
    public Section {
      lines = List.copyOf(lines);
    }
  }
}
