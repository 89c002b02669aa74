/**
 * The texts in settings: ports, words quoted as in a shell, regular expressions, placeholders; the
 * name that a misspelt one may stand for.
 */
@NullMarked
package org.multihost.migration.spi.text;

import org.jspecify.annotations.NullMarked;
