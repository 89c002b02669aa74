/**
 * The pure state of a run: hosts, scopes, barriers, and the commands that change it.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.rendezvous.state.RunState}. The
 * package has no threads, no clock and no dependency on Hazelcast.
 */
@NullMarked
package org.multihost.migration.internal.rendezvous.state;

import org.jspecify.annotations.NullMarked;
