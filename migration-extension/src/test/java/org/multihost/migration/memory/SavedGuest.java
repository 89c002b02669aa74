package org.multihost.migration.memory;

/**
 * A guest that has been sent into a file.
 *
 * @param ran whether it ran then
 * @param script how it goes on when it is loaded
 */
record SavedGuest(MemoryGuest guest, boolean ran, MigrationScript script) {}
