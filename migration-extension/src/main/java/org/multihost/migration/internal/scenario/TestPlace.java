package org.multihost.migration.internal.scenario;

import org.multihost.migration.internal.config.Settings;

/**
 * Where a test runs.
 *
 * @param hosts those that take part, and which of them this is
 * @param settings of this run of the test's class
 * @param journal this host's console
 * @param logs this host's files of the test
 */
public record TestPlace(HostsView hosts, Settings settings, Journal journal, TestLogs logs) {}
