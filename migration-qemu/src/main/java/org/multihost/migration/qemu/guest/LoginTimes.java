package org.multihost.migration.qemu.guest;

import java.time.Duration;

/**
 * How long a login waits for what.
 *
 * @param login for all of it
 * @param command for a command that has no limit of its own
 * @param sampling until it tries again though the guest's console has said nothing new
 */
public record LoginTimes(Duration login, Duration command, Duration sampling) {}
