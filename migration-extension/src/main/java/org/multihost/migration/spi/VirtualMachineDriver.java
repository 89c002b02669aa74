package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;

/** A hypervisor on this host. Safe for use by several threads. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface VirtualMachineDriver extends AutoCloseable {

  /** The hypervisor, its version, its accelerator and its path, for the log and the report. */
  String description();

  /**
   * Checks a specification without starting anything: files exist, values are possible.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if it is wrong
   */
  void verify(VmSpec spec);

  /**
   * Makes the clones of a machine's image and disks that its specification asks for; on one host
   * only, before the machine starts.
   *
   * @param directory where they go; the caller removes it, with them
   * @param timeout for each of them
   * @return the specification with the clones instead
   * @throws org.multihost.migration.VirtualMachineException if that fails
   */
  VmSpec cloneDisks(VmSpec spec, Path directory, Duration timeout);

  /**
   * Starts a machine and returns when its process is up, before the guest has booted.
   *
   * @throws org.multihost.migration.VirtualMachineException if it does not start; with exit code,
   *     command line and error output
   */
  LocalVm start(VmSpec spec);

  /**
   * Starts the destination's side of a machine and returns when its process is up; it does not
   * listen yet.
   *
   * @param spec this host's specification, for what is this host's own, such as paths
   * @param machine the source's machine, which this one must match
   * @param arguments added to this one's command line only
   * @throws org.multihost.migration.VirtualMachineException if it does not start
   */
  IncomingVm startIncoming(VmSpec spec, MachineDescription machine, List<String> arguments);

  /** Ends whatever still runs, in bounded time. */
  @Override
  void close();
}
