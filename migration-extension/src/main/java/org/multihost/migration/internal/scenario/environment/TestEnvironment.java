package org.multihost.migration.internal.scenario.environment;

import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.time.Time;

/**
 * Where a test runs.
 *
 * @param hosts those that take part, and which of them this is
 * @param settings of this run of the test's class
 * @param console this host's console
 * @param logs this host's files of the test
 * @param time the clock that this host waits by
 */
public record TestEnvironment(
    HostsView hosts, Settings settings, HostConsole console, TestLogs logs, Time time) {}
