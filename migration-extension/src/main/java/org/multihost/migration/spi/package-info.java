/**
 * What a hypervisor driver implements; found by {@link java.util.ServiceLoader}.
 *
 * <p>Start reading at {@link org.multihost.migration.spi.VirtualMachineDriverProvider}. Depends on
 * the public API only.
 */
@NullMarked
package org.multihost.migration.spi;

import org.jspecify.annotations.NullMarked;
