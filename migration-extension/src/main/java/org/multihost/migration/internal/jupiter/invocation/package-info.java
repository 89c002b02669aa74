/**
 * The facts that must be the same on every host about one invocation of a test: its display name
 * and its arguments, and the texts of the arguments for the placeholders of its VMs. The package
 * depends on {@code wire}, and is used by {@code jupiter}.
 */
@NullMarked
package org.multihost.migration.internal.jupiter.invocation;

import org.jspecify.annotations.NullMarked;
