package org.multihost.migration.internal.scenario.environment;

/**
 * The rethrow of a throwable of the test's own code without a wrapper, whatever its type: a wrapper
 * would hide an assertion from JUnit.
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
