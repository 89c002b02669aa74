package org.multihost.migration.internal.report;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a test on one host, as a controller reports it to JUnit.
 *
 * @param host the host's name; empty for a class that did not get as far as its hosts
 * @param id Jupiter's unique id
 * @param name the test's name
 * @param status SUCCESSFUL, FAILED, ABORTED or SKIPPED
 * @param started the start in milliseconds since 1970
 * @param ended the end
 * @param type the type of the throwable
 * @param message its message, or the reason of a skip
 */
public record Outcome(
    String host,
    String id,
    String name,
    String status,
    long started,
    long ended,
    @Nullable String type,
    @Nullable String message) {}
