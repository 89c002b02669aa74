/**
 * The recording of a run: what each host has done, as lines of JSON in a file of its own, so that a
 * host that is lost leaves what it wrote until then. Depends on the rendezvous and the wire's JSON.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.record.Recording}.
 */
@NullMarked
package org.multihost.migration.internal.record;

import org.jspecify.annotations.NullMarked;
