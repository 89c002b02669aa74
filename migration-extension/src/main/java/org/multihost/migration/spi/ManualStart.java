package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The instructions for a person who starts a VM of a failed test again by hand, from its disks as
 * they are. With {@code multihost.keep} the extension writes them into a script, after the VM's
 * process has ended; a driver collects what it needs when it makes the {@link VmDiagnosis}.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface ManualStart {

  /**
   * The program and its arguments, one word each and not quoted; the VM's console is then on the
   * terminal. The person may add further arguments at the end.
   */
  List<String> command();

  /**
   * The sentences that the person must know, such as how to get from the console to the
   * hypervisor's monitor; a line of the script each.
   */
  List<String> remarks();

  /**
   * The sentence that says how the guest continues from the file of a {@link
   * org.multihost.migration.Transport.File}, instead of booting; a line of the script.
   *
   * @param file the file, which the source has written
   */
  String continuing(Path file);
}
