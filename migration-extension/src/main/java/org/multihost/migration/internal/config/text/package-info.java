/**
 * The texts of settings: durations, sizes, names, words and lists of words; and the directories
 * that they name. Depends on the exceptions of the public API only.
 */
@NullMarked
package org.multihost.migration.internal.config.text;

import org.jspecify.annotations.NullMarked;
