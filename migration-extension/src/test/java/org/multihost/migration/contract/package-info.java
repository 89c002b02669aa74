/**
 * The contracts of hypervisor drivers, as abstract test classes: a driver's own tests extend those
 * that apply to it. Published in the module's test-jar.
 *
 * <p>Start reading at {@link org.multihost.migration.contract.DriverContract}. Depends on the
 * public API, the SPI, JUnit Jupiter and AssertJ only; {@code docs/drivers.md} says how to use it.
 */
@NullMarked
package org.multihost.migration.contract;

import org.jspecify.annotations.NullMarked;
