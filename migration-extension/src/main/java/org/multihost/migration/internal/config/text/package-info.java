/**
 * The texts of settings: durations, sizes, names, words and lists of words. The package depends on
 * nothing.
 */
@NullMarked
package org.multihost.migration.internal.config.text;

import org.jspecify.annotations.NullMarked;
