/**
 * The diagnosis of a failed test, and the files that are kept of it.
 *
 * <p>Start reading at {@link
 * org.multihost.migration.internal.scenario.diagnosis.DiagnosisCollector}. The package depends on
 * the VMs and the environment.
 */
@NullMarked
package org.multihost.migration.internal.scenario.diagnosis;

import org.jspecify.annotations.NullMarked;
