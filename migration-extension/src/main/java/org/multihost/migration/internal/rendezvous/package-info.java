/**
 * Where the hosts of a run meet: barriers, values handed over, failures made known, on Hazelcast.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.rendezvous.HostConnection}. The only
 * package that imports Hazelcast.
 */
@NullMarked
package org.multihost.migration.internal.rendezvous;

import org.jspecify.annotations.NullMarked;

