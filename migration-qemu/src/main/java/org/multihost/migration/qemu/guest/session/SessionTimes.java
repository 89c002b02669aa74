package org.multihost.migration.qemu.guest.session;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * The timeouts of a session.
 *
 * @param command for a command without its own
 * @param sampling the interval after which an unanswered request to the guest is repeated
 */
@API(status = INTERNAL)
public record SessionTimes(Duration command, Duration sampling) {}
