package org.multihost.migration.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.multihost.migration.qemu.process.DurationText;
import org.multihost.migration.qemu.qmp.QmpClient;

/**
 * The answer to one QMP query, or the reason why there is none.
 *
 * @param problem the reason; empty if there is an answer
 */
record QmpQuery(Optional<JsonNode> value, String problem) {

  /** Sends all queries at once and waits for all answers, together no longer than the limit. */
  public static List<QmpQuery> within(Duration limit, QmpClient qmp, String... questions) {
    return Stream.of(questions).map(question -> ask(limit, qmp, question)).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private static CompletableFuture<QmpQuery> ask(Duration limit, QmpClient qmp, String question) {
    CompletableFuture<JsonNode> asked = qmp.send(question, Map.of());
    QmpQuery none =
        new QmpQuery(
            Optional.empty(),
            "QEMU does not answer [%s] within %s".formatted(question, DurationText.of(limit)));
    // Not on the client's callback thread, which a callback may be blocking.
    CompletableFuture<QmpQuery> answer = new CompletableFuture<>();
    answer.completeOnTimeout(none, limit.toMillis(), TimeUnit.MILLISECONDS);
    asked.whenComplete(
        (value, failure) ->
            answer.complete(
                failure == null
                    ? new QmpQuery(Optional.of(value), "")
                    : new QmpQuery(Optional.empty(), String.valueOf(failure.getMessage()))));
    answer.whenComplete((value, failure) -> asked.cancel(false));
    return answer;
  }

  /** Returns the answer in a few words. */
  public String text(Function<JsonNode, String> inWords) {
    return value.map(inWords).orElse(problem);
  }

  /** Returns the whole answer, over several lines. */
  public List<String> lines() {
    return text(JsonNode::toPrettyString).lines().toList();
  }
}
