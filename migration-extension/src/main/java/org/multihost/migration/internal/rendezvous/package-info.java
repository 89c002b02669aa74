/**
 * The meeting of the hosts of a run, as a host uses it: barriers, values, failures made known.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.rendezvous.HostConnection}. The state
 * that decides is in {@code state}, its place in a Hazelcast cluster in {@code hazelcast}.
 */
@NullMarked
package org.multihost.migration.internal.rendezvous;

import org.jspecify.annotations.NullMarked;
