/** The texts in settings: ports, words quoted as in a shell, placeholders. */
@NullMarked
package org.multihost.migration.spi.text;

import org.jspecify.annotations.NullMarked;
