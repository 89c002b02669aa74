/**
 * The facts that are read from class files: the fingerprints of code, by which hosts that are
 * started one by one find out that their code differs, and whether a test speaks with its guests.
 * The package depends on {@code wire} and the API.
 */
@NullMarked
package org.multihost.migration.internal.jupiter.fingerprint;

import org.jspecify.annotations.NullMarked;
