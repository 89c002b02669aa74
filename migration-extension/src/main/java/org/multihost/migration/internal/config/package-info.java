/**
 * The configuration: every {@code multihost.} setting, its origin, and its allowed values.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.config.Settings}. Depends on the
 * public API and the SPI's records.
 */
@NullMarked
package org.multihost.migration.internal.config;

import org.jspecify.annotations.NullMarked;
