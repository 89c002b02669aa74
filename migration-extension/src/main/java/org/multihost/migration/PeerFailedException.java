package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The exception on a host when another host failed first. That host's failure is the {@linkplain
 * #getCause() cause}, rebuilt with its message and stack trace.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class PeerFailedException extends MultihostException {

  private static final long serialVersionUID = 1L;

  private final String host;
  private final String phase;

  /**
   * Creates the exception for a failure on another host.
   *
   * @param host the host that failed first
   * @param phase what that host was doing, such as {@code CHECK of migration #1}
   */
  public PeerFailedException(String message, String host, String phase, Throwable cause) {
    super(message, cause);
    this.host = host;
    this.phase = phase;
  }

  /** The host that failed first. */
  public String host() {
    return host;
  }

  /** The phase or other activity of that host when it failed. */
  public String phase() {
    return phase;
  }
}
