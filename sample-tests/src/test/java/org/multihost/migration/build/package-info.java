/** Tests of the scripts that build and test this project. */
@NullMarked
package org.multihost.migration.build;

import org.jspecify.annotations.NullMarked;
