/**
 * The failures of one test on one host: interrupts, clean-up, the verdict.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.scenario.failure.TestFailures}, then
 * {@link org.multihost.migration.internal.scenario.failure.Verdict}. The package depends on the
 * diagnosis.
 */
@NullMarked
package org.multihost.migration.internal.scenario.failure;

import org.jspecify.annotations.NullMarked;
