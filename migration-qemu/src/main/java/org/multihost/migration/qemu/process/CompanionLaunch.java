package org.multihost.migration.qemu.process;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The parameters of the start of one companion of QEMU.
 *
 * @param vm the VM's name, for messages
 * @param name the companion's name
 * @param command the program and its arguments
 * @param socket the path of the Unix-domain socket on which it listens when it is ready
 * @param log receives the command line and the program's output; appended to if it exists
 */
@API(status = INTERNAL)
public record CompanionLaunch(
    String vm, String name, List<String> command, Optional<Path> socket, Path log) {

  /** Copies the list. */
  public CompanionLaunch {
    command = List.copyOf(command);
  }
}
