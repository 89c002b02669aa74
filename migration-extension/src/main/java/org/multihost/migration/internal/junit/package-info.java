/**
 * The parts of JUnit that its supported versions do not share: the store of a launcher session, the
 * cancellation of a run. Everything else in this module may name only what JUnit 5.12 has, or what
 * JUnit calls itself.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.junit.JUnitVersion}. Depends on JUnit
 * only.
 */
@NullMarked
package org.multihost.migration.internal.junit;

import org.jspecify.annotations.NullMarked;
