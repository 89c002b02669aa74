/**
 * Generated runs of the extension, compared with a table of verdicts that is written here a second
 * time.
 *
 * <p>A {@link org.multihost.migration.oracle.Script} says what happens; {@link
 * org.multihost.migration.oracle.ScriptRun} has several hosts of one JVM play it in virtual time,
 * each with a launcher of its own; {@link org.multihost.migration.oracle.Verdicts} judges what they
 * reported by what the test's own code did, and knows nothing of the extension's inside. Start
 * reading at {@link org.multihost.migration.oracle.OracleTests}.
 */
@NullMarked
package org.multihost.migration.oracle;

import org.jspecify.annotations.NullMarked;
