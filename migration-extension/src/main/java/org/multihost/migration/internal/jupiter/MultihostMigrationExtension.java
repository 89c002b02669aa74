package org.multihost.migration.internal.jupiter;

import org.junit.jupiter.api.extension.Extension;

/** The extension behind {@link org.multihost.migration.MultihostMigration}. */
public final class MultihostMigrationExtension implements Extension {}
