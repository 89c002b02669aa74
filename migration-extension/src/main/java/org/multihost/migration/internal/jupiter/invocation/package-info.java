/**
 * The arguments of parameterized tests and classes, as far as their VMs' texts can have them.
 *
 * <p>The package depends on Jupiter only.
 */
@NullMarked
package org.multihost.migration.internal.jupiter.invocation;

import org.jspecify.annotations.NullMarked;
