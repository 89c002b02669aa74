package org.multihost.migration.qemu.guest.session;

import java.time.Duration;

/**
 * How long a login waits for what.
 *
 * @param login for all of it
 * @param session for what comes after it; a login is tried again, too, when the guest's console has
 *     said nothing new for so long
 */
public record LoginTimes(Duration login, SessionTimes session) {}
