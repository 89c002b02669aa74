package org.multihost.migration.qemu.process;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * The parameters of the start of one QEMU process.
 *
 * @param vm the VM's name, for messages
 * @param directory for its sockets and copies; created at the start and removed at the end
 * @param command the program and its arguments
 * @param sockets the names of the sockets in the directory that the program connects to
 * @param copies the files in the directory that the program may write, each a copy of this one
 * @param companions the programs that start before it and end after it
 * @param log receives the command line and the program's output; appended to if it exists
 */
@API(status = INTERNAL)
public record QemuLaunch(
    String vm,
    RunDirectory directory,
    List<String> command,
    List<String> sockets,
    Map<String, Path> copies,
    List<CompanionLaunch> companions,
    Path log) {

  /** Copies the collections. */
  public QemuLaunch {
    command = List.copyOf(command);
    sockets = List.copyOf(sockets);
    copies = Map.copyOf(copies);
    companions = List.copyOf(companions);
  }
}
