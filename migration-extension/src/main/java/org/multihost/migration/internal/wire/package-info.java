/**
 * The data that is sent from one process to another, as JSON: known records, and a test's own
 * values.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.wire.ThrowableRecord}. Depends on
 * Jackson and opentest4j.
 */
@NullMarked
package org.multihost.migration.internal.wire;

import org.jspecify.annotations.NullMarked;
