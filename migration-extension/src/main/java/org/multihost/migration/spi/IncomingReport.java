package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Instant;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.MigrationOutcome;

/**
 * How a migration ended as the destination saw it.
 *
 * @param outcome {@code COMPLETED} when the guest is here and runs (or is paused as it was on the
 *     source), else {@code FAILED}
 * @param resumed when the guest went on here, by the hypervisor's event; empty if it was not
 *     running
 * @param error why it did not complete
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record IncomingReport(
    MigrationOutcome outcome, Optional<Instant> resumed, Optional<String> error) {}
