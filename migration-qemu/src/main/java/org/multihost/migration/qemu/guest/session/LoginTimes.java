package org.multihost.migration.qemu.guest.session;

import java.time.Duration;

/**
 * The timeouts of a login.
 *
 * @param login for the whole login
 * @param session for the session after it; its sampling interval is also that of further login
 *     attempts while the guest's console is silent
 */
public record LoginTimes(Duration login, SessionTimes session) {}
