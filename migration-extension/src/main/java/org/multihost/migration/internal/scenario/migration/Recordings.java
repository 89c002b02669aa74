package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.internal.record.Recorded;
import org.multihost.migration.internal.record.Recording;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.spi.MigrationEndpoint;

/** The entries of a recording on one migration. */
final class Recordings {

  private Recordings() {}

  static Recorded begun(MigrationPlan plan, Map<String, MigrationEndpoint> endpoints) {
    String settings = plan.text().substring(plan.route().length() + 2);
    Map<String, String> uris = new LinkedHashMap<>();
    endpoints.forEach((vm, endpoint) -> uris.put(vm, endpoint.uri()));
    return new Recorded.Begun(Recording.now(), plan.number(), plan.route(), uris, settings);
  }

  static Recorded progress(MigrationPlan plan, String vm, MigrationProgress p) {
    return new Recorded.Progress(
        Recording.now(),
        plan.number(),
        vm,
        p.status(),
        p.iteration(),
        p.transferred(),
        p.remaining(),
        p.total(),
        p.dirtyRate());
  }

  static Recorded result(MigrationResult r) {
    return new Recorded.Result(
        Recording.now(),
        r.number(),
        r.outcome().toString(),
        r.totalTime().toMillis(),
        millis(r.downtime()),
        millis(r.pause()),
        millis(r.setupTime()),
        number(r.bytesTransferred()),
        number(r.iterations()),
        r.error().orElse(null));
  }

  private static @Nullable Long millis(Optional<Duration> time) {
    return time.map(Duration::toMillis).orElse(null);
  }

  private static @Nullable Long number(OptionalLong amount) {
    return amount.isPresent() ? (Long) amount.getAsLong() : null;
  }
}
