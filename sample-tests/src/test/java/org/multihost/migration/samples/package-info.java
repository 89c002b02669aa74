/**
 * Samples, each short enough to be the documentation; the pages of {@code docs} quote them word for
 * word.
 *
 * <p>Start reading at {@link org.multihost.migration.samples.FirstMigrationTests}. They depend on
 * the public API, and on the QEMU driver only where they say on which QEMU they may run.
 */
@NullMarked
package org.multihost.migration.samples;

import org.jspecify.annotations.NullMarked;
