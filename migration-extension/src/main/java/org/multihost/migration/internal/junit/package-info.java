/**
 * The parts of JUnit that its supported versions do not share: the store of a launcher session, the
 * cancellation of a run, the arguments of an invocation. Everything else in this project names only
 * what JUnit 5.12 has; {@code LinkageTests} compares it with each version.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.junit.JUnitVersion}. Depends on JUnit
 * only.
 */
@NullMarked
package org.multihost.migration.internal.junit;

import org.jspecify.annotations.NullMarked;
