package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apiguardian.api.API;

/** What the extension tells a driver about the run. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface DriverContext {

  /** The name of this host. */
  String host();

  /**
   * The run's id, short, of letters and digits; every process of the run carries it so that it can
   * be found.
   */
  String runId();

  /** Where logs of this host go; exists. */
  Path logDirectory();

  /**
   * The value of a setting that {@link VirtualMachineDriverProvider#settingKeys()} lists, and where
   * it came from.
   */
  Optional<Setting> setting(String key);

  /**
   * The address that this host offers for incoming migrations: a host name or an address without a
   * port.
   */
  String migrationAddress();

  /** The TCP ports of that address that migrations may come in on. */
  default PortRange migrationPorts() {
    return PortRange.ANY;
  }

  /** How often progress is sampled between the hypervisor's own events. */
  Duration progressInterval();

  /** How often progress is sampled while {@link ProgressListener#awaitsMoment()} says so. */
  Duration momentInterval();

  /** The limit of a guest command that has none of its own. */
  Duration commandTimeout();

  /** Says a line to the user, once: on the console, in the log and in the report. */
  void notice(String text);

  /**
   * A setting's value and origin.
   *
   * @param value the text as given
   * @param origin where it came from, in words for an error message, such as {@code system
   *     property}
   */
  record Setting(String value, String origin) {}
}
