/**
 * The placeholders in the texts of a VM: which there are, how they are written, and their values.
 */
@NullMarked
package org.multihost.migration.internal.config.placeholder;

import org.jspecify.annotations.NullMarked;
