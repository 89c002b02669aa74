package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.List;
import org.apiguardian.api.API;

/**
 * What a machine's process tells of itself when a test fails, for a person to read.
 *
 * @param essentials what the error itself is to say, in no more than about fifteen lines; empty
 *     where the process was ended on purpose
 * @param sections all of it
 * @param command a program and its arguments by which a person starts the machine once more, from
 *     its disks as they are, with its console on the terminal; further arguments may follow. Empty
 *     if there is none
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record VmDiagnosis(List<String> essentials, List<Section> sections, List<String> command) {

  /** Copies the lists. */
  public VmDiagnosis {
    essentials = List.copyOf(essentials);
    sections = List.copyOf(sections);
    command = List.copyOf(command);
  }

  /** One that tells only why there is no more to tell. */
  public static VmDiagnosis none(String why) {
    return new VmDiagnosis(List.of(why), List.of(), List.of());
  }

  /** A part of it, with a title. */
  public record Section(String title, List<String> lines) {

    /** Copies the list. */
    public Section {
      lines = List.copyOf(lines);
    }
  }
}
