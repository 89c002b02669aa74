/**
 * The doctor: a command that says what this host has and lacks for tests with QEMU, without running
 * one. It looks for nothing itself; each check calls the search that a test uses.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.doctor.Doctor}.
 */
@NullMarked
package org.multihost.migration.qemu.doctor;

import org.jspecify.annotations.NullMarked;
