/**
 * The rendezvous of the hosts of a run, as a host uses it: barriers, values, reported failures.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.rendezvous.HostConnection}. The
 * deciding state is in {@code state}, its implementation on Hazelcast in {@code hazelcast}.
 */
@NullMarked
package org.multihost.migration.internal.rendezvous;

import org.jspecify.annotations.NullMarked;
