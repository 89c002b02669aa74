/**
 * The SPI of hypervisor drivers, which {@link java.util.ServiceLoader} finds.
 *
 * <p>Start reading at {@link org.multihost.migration.spi.VirtualMachineDriverProvider}; {@code
 * docs/drivers.md} says how to write a driver, with a complete one as its example. This package
 * depends on the public API and JUnit only.
 */
@NullMarked
package org.multihost.migration.spi;

import org.jspecify.annotations.NullMarked;
