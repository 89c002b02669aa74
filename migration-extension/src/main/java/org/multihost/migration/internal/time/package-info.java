/**
 * The clock, the timed waits and the threads of a host, as one object that is passed in: a test can
 * replace it by one with virtual time.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.time.Time}. Depends on nothing.
 */
@NullMarked
package org.multihost.migration.internal.time;

import org.jspecify.annotations.NullMarked;
