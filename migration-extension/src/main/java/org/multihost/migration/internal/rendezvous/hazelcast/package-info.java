/**
 * The rendezvous on Hazelcast: the coordinator's member, the hosts' clients, heartbeats.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.rendezvous.hazelcast.Coordinator} and
 * {@link org.multihost.migration.internal.rendezvous.hazelcast.Connections}. This is the only
 * package that imports Hazelcast.
 */
@NullMarked
package org.multihost.migration.internal.rendezvous.hazelcast;

import org.jspecify.annotations.NullMarked;
