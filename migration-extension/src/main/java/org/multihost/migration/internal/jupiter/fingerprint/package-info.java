/**
 * The fingerprints of code, by which hosts that are started one by one find out that their code
 * differs. The package depends on {@code wire}.
 */
@NullMarked
package org.multihost.migration.internal.jupiter.fingerprint;

import org.jspecify.annotations.NullMarked;
