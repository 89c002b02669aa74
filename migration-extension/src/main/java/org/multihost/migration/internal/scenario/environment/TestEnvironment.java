package org.multihost.migration.internal.scenario.environment;

import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.time.Time;

/**
 * The environment of a test on one host.
 *
 * @param hosts the hosts of the test, and which of them this is
 * @param settings the settings of this run of the test's class
 * @param console the console of this host
 * @param logs the files of this host on the test
 * @param time the clock of this host's waits
 */
public record TestEnvironment(
    HostsView hosts, Settings settings, HostConsole console, TestLogs logs, Time time) {}
