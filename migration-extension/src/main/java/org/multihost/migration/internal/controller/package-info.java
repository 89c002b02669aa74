/**
 * The controller of a local run. It finds the annotated classes, starts a worker JVM for each host,
 * has all of them run a class at the same time, and reports the results in one tree.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.controller.MultihostTestEngine}.
 * Depends on the JUnit Platform, the worker's records, the configuration and the rendezvous'
 * coordinator. No code of a test class runs here, not even its static initialiser.
 */
@NullMarked
package org.multihost.migration.internal.controller;

import org.jspecify.annotations.NullMarked;
