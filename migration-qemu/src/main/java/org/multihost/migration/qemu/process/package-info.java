/**
 * QEMU as an operating-system process: started, listened for, and gone when its JVM is.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.process.QemuProcess}. The only package
 * that uses {@link ProcessBuilder}; depends on the public API's exceptions only.
 */
@NullMarked
package org.multihost.migration.qemu.process;

import org.jspecify.annotations.NullMarked;
