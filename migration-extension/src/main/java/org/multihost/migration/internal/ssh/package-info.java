/** The copy of files from this host to another by SSH. */
@NullMarked
package org.multihost.migration.internal.ssh;

import org.jspecify.annotations.NullMarked;
