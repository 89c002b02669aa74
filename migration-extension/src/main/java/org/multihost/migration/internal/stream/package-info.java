/**
 * The proxy that a migration's stream can pass through, to be disturbed.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.stream.StreamProxy}. Depends on the
 * API only; knows no hypervisor.
 */
@NullMarked
package org.multihost.migration.internal.stream;

import org.jspecify.annotations.NullMarked;
