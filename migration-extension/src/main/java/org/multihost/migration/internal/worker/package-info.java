/**
 * The worker: a JVM that is one host of a run on this machine, and what it and the controller say
 * to each other.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.worker.WorkerMain}, then {@link
 * org.multihost.migration.internal.worker.WorkerEvent}. Depends on the JUnit Platform Launcher,
 * Jackson, the configuration and, to say which host this is, on the Jupiter extension.
 */
@NullMarked
package org.multihost.migration.internal.worker;

import org.jspecify.annotations.NullMarked;
