/**
 * The worker: a JVM that is one host of a local run, and the messages between it and the
 * controller.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.worker.WorkerMain}, then {@link
 * org.multihost.migration.internal.worker.WorkerEvent}. Depends on the JUnit Platform Launcher,
 * Jackson, the records on the wire, the configuration and, to set the host's identity, on the
 * Jupiter extension.
 */
@NullMarked
package org.multihost.migration.internal.worker;

import org.jspecify.annotations.NullMarked;
