package org.multihost.migration.internal.scenario.environment;

/**
 * Throws what a test's own code threw as it is, whatever its type: a wrapper would hide an
 * assertion from JUnit.
 */
public final class SneakyThrow {

  private SneakyThrow() {}

  public static RuntimeException rethrow(Throwable throwable) {
    return SneakyThrow.<RuntimeException>as(throwable);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException as(Throwable throwable) throws T {
    throw (T) throwable;
  }
}
