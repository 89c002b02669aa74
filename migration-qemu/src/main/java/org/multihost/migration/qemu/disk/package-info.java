/** The disks of a VM as QEMU has opened them. */
@NullMarked
package org.multihost.migration.qemu.disk;

import org.jspecify.annotations.NullMarked;
