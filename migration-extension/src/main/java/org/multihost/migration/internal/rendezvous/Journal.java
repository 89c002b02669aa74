package org.multihost.migration.internal.rendezvous;

import java.util.Optional;

/**
 * An append-only list of texts that the hosts of a test share. Its calls wait for the coordinator
 * only, and throw {@link org.multihost.migration.HostLostException} if it is lost.
 */
public interface Journal {

  /** Stores a text at a position; returns false if there is one already. */
  boolean append(int position, String text);

  /** Returns the text at a position, if there is one now. */
  Optional<String> at(int position);
}
