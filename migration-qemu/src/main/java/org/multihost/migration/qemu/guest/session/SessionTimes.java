package org.multihost.migration.qemu.guest.session;

import java.time.Duration;

/**
 * The timeouts of a session.
 *
 * @param command for a command without its own
 * @param sampling the interval after which an unanswered request to the guest is repeated
 */
public record SessionTimes(Duration command, Duration sampling) {}
