/** What this host does on another by SSH. */
@NullMarked
package org.multihost.migration.internal.ssh;

import org.jspecify.annotations.NullMarked;
