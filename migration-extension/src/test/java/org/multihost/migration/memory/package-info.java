/**
 * A hypervisor in memory behind the SPI: several hosts of one JVM share one {@link
 * org.multihost.migration.memory.MemoryHypervisor}, on a clock that is passed in.
 *
 * <p>Start reading at {@link org.multihost.migration.memory.MemoryHypervisor}. Depends on the
 * public API and the SPI only.
 */
@NullMarked
package org.multihost.migration.memory;

import org.jspecify.annotations.NullMarked;
