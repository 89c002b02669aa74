package org.multihost.migration.qemu.qmp;

import com.fasterxml.jackson.databind.JsonNode;

/** One line that QEMU sent, parsed. */
sealed interface QmpMessage {

  record Greeting(QmpGreeting greeting) implements QmpMessage {}

  record Success(long id, JsonNode value) implements QmpMessage {}

  record Failure(long id, String errorClass, String description) implements QmpMessage {}

  record Occurrence(QmpEvent event) implements QmpMessage {}

  /** An object without any known key: a message of a later protocol, not an error. */
  record Unknown() implements QmpMessage {}
}
