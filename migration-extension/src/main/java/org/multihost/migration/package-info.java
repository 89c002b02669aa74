/**
 * The public API for tests of virtual-machine live migration between hosts.
 *
 * <p>Start reading at {@link org.multihost.migration.MultihostMigration}, then {@link
 * org.multihost.migration.Migrations}. This package depends on JUnit's annotations and, in {@link
 * org.multihost.migration.MigrationAssertions} only, on AssertJ.
 */
@NullMarked
package org.multihost.migration;

import org.jspecify.annotations.NullMarked;
