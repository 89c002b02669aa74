package org.multihost.migration.qemu;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** When the driver asks for progress, and the one thread for its timed tasks, which never wait. */
record ProgressSampling(ScheduledExecutorService executor, Duration interval) {}
