/**
 * Conditions on the QEMU of a test.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.condition.EnabledOnQemu}.
 */
@NullMarked
package org.multihost.migration.qemu.condition;

import org.jspecify.annotations.NullMarked;
