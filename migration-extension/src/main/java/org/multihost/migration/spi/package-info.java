/**
 * The SPI of hypervisor drivers, which {@link java.util.ServiceLoader} finds.
 *
 * <p>Start reading at {@link org.multihost.migration.spi.VirtualMachineDriverProvider}. This
 * package depends on the public API and JUnit only.
 */
@NullMarked
package org.multihost.migration.spi;

import org.jspecify.annotations.NullMarked;
