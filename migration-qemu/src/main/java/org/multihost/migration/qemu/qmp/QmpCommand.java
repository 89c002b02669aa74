package org.multihost.migration.qemu.qmp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;

/**
 * A command that is queued, or sent and not answered.
 *
 * @param name such as {@code query-migrate}
 * @param line the line to send
 * @param answer completes on the connection's thread: for this package only
 */
record QmpCommand(
    long id, String name, String line, boolean outOfBand, CompletableFuture<JsonNode> answer) {

  public String text() {
    return "the answer to [%s] (id [%d])".formatted(name, id);
  }
}
