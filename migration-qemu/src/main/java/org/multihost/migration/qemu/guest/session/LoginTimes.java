package org.multihost.migration.qemu.guest.session;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * The timeouts of a login.
 *
 * @param login for the whole login
 * @param session for the session after it; its sampling interval is also that of further login
 *     attempts while the guest's console is silent
 */
@API(status = INTERNAL)
public record LoginTimes(Duration login, SessionTimes session) {}
