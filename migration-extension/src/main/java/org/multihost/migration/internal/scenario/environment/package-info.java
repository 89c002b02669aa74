/**
 * The environment of a test on one host: the hosts, the console, the log files, the limits of its
 * waits.
 *
 * <p>Start reading at {@link
 * org.multihost.migration.internal.scenario.environment.TestEnvironment}. This is the lowest
 * package of the scenario.
 */
@NullMarked
package org.multihost.migration.internal.scenario.environment;

import org.jspecify.annotations.NullMarked;
