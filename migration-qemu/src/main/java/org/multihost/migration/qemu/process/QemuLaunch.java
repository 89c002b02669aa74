package org.multihost.migration.qemu.process;

import java.nio.file.Path;
import java.util.List;

/**
 * What one QEMU process is started with.
 *
 * @param vm the machine's name, for messages
 * @param directory where its sockets go; made at the start and removed at the end
 * @param command the program and its arguments
 * @param sockets the names of the sockets in the directory that the program connects to
 * @param log gets the command line and all that the program prints; added to if it exists
 */
public record QemuLaunch(
    String vm, RunDirectory directory, List<String> command, List<String> sockets, Path log) {

  /** Copies the lists. */
  public QemuLaunch {
    command = List.copyOf(command);
    sockets = List.copyOf(sockets);
  }
}
