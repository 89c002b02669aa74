package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A hypervisor on this host, for one test class. Safe for use by several threads: tests call it on
 * their thread, and each migration that runs in the background on a thread of its own. A thread may
 * be interrupted, because another host has failed; a call that waits then ends with an exception
 * and leaves the thread's interrupt flag set.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface VirtualMachineDriver extends AutoCloseable {

  /**
   * The hypervisor, its version, its accelerator and its path, in one line for the log and the
   * report.
   */
  String description();

  /**
   * Checks a specification without starting anything: files exist, values are possible. Called for
   * every VM of a class on entry to it, on every host, and for a VM whose disks another host has
   * cloned.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if the driver cannot start such
   *     a VM; the message has the VM's name, the value and what is allowed
   * @throws DriverUnavailableException if a part that this VM needs is not installed; the test is
   *     then skipped or fails, as for {@link VirtualMachineDriverProvider#create}
   */
  void verify(VmSpec spec);

  /**
   * Makes the clones of a VM's image and disks that its specification asks for. Called on the first
   * host only, before the VM starts, and only if {@link VmDrives#diskClone()} is not {@code NONE}.
   *
   * @param directory the directory of the clones, which all hosts see; the caller removes it with
   *     its content
   * @param timeout the timeout of each clone
   * @return the specification with the clones instead, as of {@link VmSpec#withDisks}
   * @throws org.multihost.migration.VirtualMachineException if that fails or times out
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
   * Starts a VM and returns when its process is up, before the guest has booted. Called before each
   * test, or before the first test of a class, on the VM's home host.
   *
   * @return the VM, {@code RUNNING}, or {@code PAUSED} if {@link VmSpec#startPaused()}
   * @throws org.multihost.migration.VirtualMachineException if it does not start, or the driver is
   *     closed; the message has the exit code, the command line and the error output
   */
  LocalVm start(VmSpec spec);

  /**
   * Starts the destination's side of a VM and returns when its process is up; it does not listen
   * yet. Called in each migration, on the thread that runs the migration on the destination.
   *
   * @param spec this host's specification, for the parts of this host, such as paths. With {@link
   *     org.multihost.migration.Storage#MIRROR} the disks that the guest can write are made in
   *     {@link VmDrives#copies()}, and {@link MigrationEndpoint#disks()} says where their content
   *     is taken; a driver that cannot do that refuses such a specification in {@link #verify}
   * @param machine the source's VM, which this one must match
   * @param arguments added to this VM's command line only, in the driver's own terms
   * @return the incoming side; its VM is {@code INCOMING}
   * @throws org.multihost.migration.VirtualMachineException if it does not start, or the driver is
   *     closed
   */
  IncomingVm startIncoming(VmSpec spec, MachineDescription machine, List<String> arguments);

  /**
   * Ends every VM that still runs, in bounded time; called at the end of the class. Further calls
   * have no effect. A VM that starts meanwhile is ended, too, and {@link #start} throws.
   */
  @Override
  void close();
}
