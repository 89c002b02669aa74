/**
 * The seed of cloud-init: its texts, the disk that brings them to the guest, and the report of
 * cloud-init on them.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.guest.cloud.CloudSeed}.
 */
@NullMarked
package org.multihost.migration.qemu.guest.cloud;

import org.jspecify.annotations.NullMarked;
