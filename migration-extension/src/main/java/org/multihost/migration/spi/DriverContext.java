package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.spi.text.PortRange;

/**
 * The context of a run that the extension gives to a driver: this host, its settings and its
 * limits. Its values do not change. Safe for use by several threads.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface DriverContext {

  /** The name of this host. */
  String host();

  /**
   * The id of the run, short, of letters and digits; every process of the run carries it, so that
   * it can be found.
   */
  String runId();

  /**
   * A secret of the run for one purpose, of 32 bytes: the same on all hosts and in all tests of the
   * run. Without a {@code multihost.secret} on several computers, it follows from the id of the
   * run.
   *
   * @param purpose any text; other purposes have other secrets
   */
  byte[] secret(String purpose);

  /** The directory for the logs of this host and test class; it exists. */
  Path logDirectory();

  /**
   * The value and the origin of a setting that {@link VirtualMachineDriverProvider#settingKeys()}
   * lists.
   */
  Optional<Setting> setting(String key);

  /**
   * The address that this host offers for incoming migrations: a host name or an IP address,
   * without a port.
   */
  String migrationAddress();

  /** The TCP ports of that address for incoming migrations; a driver listens on no other. */
  default PortRange migrationPorts() {
    return PortRange.ANY;
  }

  /** The interval of progress samples between the hypervisor's own events. */
  Duration progressInterval();

  /**
   * The interval of progress samples while {@link ProgressListener#awaitsMoment()} returns {@code
   * true}.
   */
  Duration momentInterval();

  /** The timeout of a guest command that has none of its own. */
  Duration commandTimeout();

  /**
   * Reports a line to the user, on the console, in the log and in the report. A process reports the
   * same line only once.
   */
  void notice(String text);

  /**
   * Records an event of a VM's hypervisor for the report of the run; returns at once.
   *
   * @param at the time of the event, by this host's clock
   * @param event its name, in the hypervisor's own words
   * @param data its data; empty if there is none
   */
  default void observed(String vm, Instant at, String event, String data) {}

  /**
   * The value and the origin of a setting.
   *
   * @param value the text as given
   * @param origin the origin, in words for an error message, such as {@code system property}
   */
  record Setting(String value, String origin) {}
}
