/**
 * QEMU as an operating-system process: its start, its connections, and its end with the JVM.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.process.QemuProcess}. The only package
 * that uses {@link ProcessBuilder}; depends on the public API's exceptions only.
 */
@NullMarked
package org.multihost.migration.qemu.process;

import org.jspecify.annotations.NullMarked;
