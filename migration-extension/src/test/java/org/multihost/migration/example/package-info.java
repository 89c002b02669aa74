/**
 * A complete driver, the example of {@code docs/drivers.md}: its guests are counters, which migrate
 * over TCP. Depends on the public API and the SPI only, and its tests on the contracts.
 */
@NullMarked
package org.multihost.migration.example;

import org.jspecify.annotations.NullMarked;
