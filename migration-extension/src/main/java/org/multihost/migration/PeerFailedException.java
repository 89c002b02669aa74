package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * Another host failed first; its failure is the {@linkplain #getCause() cause}, rebuilt with its
 * message and stack trace.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class PeerFailedException extends MultihostException {

  private static final long serialVersionUID = 1L;

  private final String host;
  private final String phase;

  /**
   * For a failure seen on another host.
   *
   * @param host the host that failed first
   * @param phase what it was doing, such as {@code CHECK of migration #1}
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

  /** What that host was doing. */
  public String phase() {
    return phase;
  }
}
