package org.multihost.migration.qemu;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The intervals at which the driver samples progress, and the one thread for its timed tasks, which
 * never block.
 *
 * @param interval while no test waits for a moment
 * @param momentInterval while a test waits for a moment that only samples can show
 */
record ProgressSampling(
    ScheduledExecutorService executor, Duration interval, Duration momentInterval) {}
