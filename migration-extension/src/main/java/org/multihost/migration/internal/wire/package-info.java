/**
 * What crosses from one process to another: known records, as JSON, and nothing else.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.wire.ThrowableRecord}. Depends on
 * Jackson and the public API.
 */
@NullMarked
package org.multihost.migration.internal.wire;

import org.jspecify.annotations.NullMarked;
