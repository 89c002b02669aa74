package org.multihost.migration.qemu.guest.session;

import java.time.Duration;

/**
 * How long a session waits for what.
 *
 * @param command for a command that has no limit of its own
 * @param sampling until it asks again though it has heard nothing new from the guest
 */
public record SessionTimes(Duration command, Duration sampling) {}
