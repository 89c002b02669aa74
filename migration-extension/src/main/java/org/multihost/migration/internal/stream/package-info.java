/**
 * The proxy that a migration's stream can pass through, so that a test can disturb it.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.stream.StreamProxy}. Depends on the
 * API and the configuration's sizes and the threads of {@code time}; independent of the hypervisor.
 */
@NullMarked
package org.multihost.migration.internal.stream;

import org.jspecify.annotations.NullMarked;
