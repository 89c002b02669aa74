package org.multihost.migration.qemu.qmp;

import com.fasterxml.jackson.databind.JsonNode;

/** One line that QEMU sent, understood as far as it is known here. */
sealed interface QmpMessage {

  record Greeting(QmpGreeting greeting) implements QmpMessage {}

  record Success(long id, JsonNode value) implements QmpMessage {}

  record Failure(long id, String errorClass, String description) implements QmpMessage {}

  record Occurrence(QmpEvent event) implements QmpMessage {}

  /** An object with none of the keys known here: a later protocol's, and no error. */
  record Unknown() implements QmpMessage {}
}
