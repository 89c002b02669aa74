/**
 * Tests that run a user's project, which stands outside of this repository, with each launcher and
 * each version of JUnit. The project is {@code sample-tests/src/it/users-project}.
 *
 * <p>Start reading at {@code LaunchersTests}; {@code MavenTests} has the builds of Maven.
 */
package org.multihost.migration.launchers;
