/**
 * The report of a run: from the hosts' recordings and the outcomes of the tests to {@code
 * report.json}, {@code report.html} and {@code trace.json}. Depends on the recordings and the
 * wire's JSON.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.report.ReportFiles}.
 */
@NullMarked
package org.multihost.migration.internal.report;

import org.jspecify.annotations.NullMarked;
