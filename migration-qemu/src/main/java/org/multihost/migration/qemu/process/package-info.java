/**
 * QEMU as an operating-system process: its start, its connections, and its end with the JVM; and
 * the basics that all packages of the driver share: daemon threads, words of the shell, durations
 * as text, the closing of many resources.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.process.QemuProcess}. The only package
 * that uses {@link ProcessBuilder}; the lowest package: depends on the public API's exceptions
 * only.
 */
@NullMarked
package org.multihost.migration.qemu.process;

import org.jspecify.annotations.NullMarked;
