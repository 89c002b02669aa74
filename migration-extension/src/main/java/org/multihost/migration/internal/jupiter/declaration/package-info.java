/**
 * The VMs that the annotations of a test class declare, and the rules for them. The package depends
 * on the configuration and on {@code invocation}, and is used by {@code jupiter}.
 */
@NullMarked
package org.multihost.migration.internal.jupiter.declaration;

import org.jspecify.annotations.NullMarked;
