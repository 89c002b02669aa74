/**
 * The default guest: kernel, modules and the initial RAM disk built for it.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.guest.image.TinyLinux}.
 */
@NullMarked
package org.multihost.migration.qemu.guest.image;

import org.jspecify.annotations.NullMarked;
