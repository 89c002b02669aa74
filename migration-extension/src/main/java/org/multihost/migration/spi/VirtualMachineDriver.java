package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
   * Makes the clones of a VM's image and disks that its specification asks for; on one host only,
   * before the VM starts.
   *
   * @param directory the directory of the clones; the caller removes it with its content
   * @param timeout the timeout of each clone
   * @return the specification with the clones instead
   * @throws org.multihost.migration.VirtualMachineException if that fails
   */
  VmSpec cloneDisks(VmSpec spec, Path directory, Duration timeout);

  /**
   * The instructions for a person who examines the clones that a failed test has left, such as
   * {@code look at them with [qemu-img info]}: a clause of the message that says where they are.
   * Empty if there is nothing to say.
   */
  default Optional<String> diskInstructions() {
    return Optional.empty();
  }

  /**
   * Starts a VM and returns when its process is up, before the guest has booted.
   *
   * @throws org.multihost.migration.VirtualMachineException if it does not start; the message has
   *     the exit code, the command line and the error output
   */
  LocalVm start(VmSpec spec);

  /**
   * Starts the destination's side of a VM and returns when its process is up; it does not listen
   * yet.
   *
   * @param spec this host's specification, for the parts of this host, such as paths
   * @param machine the source's VM, which this one must match
   * @param arguments added to this VM's command line only
   * @throws org.multihost.migration.VirtualMachineException if it does not start
   */
  IncomingVm startIncoming(VmSpec spec, MachineDescription machine, List<String> arguments);

  /** Ends every VM that still runs, in bounded time. */
  @Override
  void close();
}
