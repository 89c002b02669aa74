/**
 * The proof that a migration has moved a guest's memory as it was: each side computes sums of it
 * while the guest is stopped on both, and the destination compares them.
 *
 * <p>Start reading at {@code MemoryProof}. The package depends on the SPI, the rendezvous and
 * {@code wire}.
 */
@NullMarked
package org.multihost.migration.internal.scenario.proof;

import org.jspecify.annotations.NullMarked;
