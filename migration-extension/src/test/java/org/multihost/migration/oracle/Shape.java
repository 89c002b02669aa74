package org.multihost.migration.oracle;

import java.util.List;

/** A kind of test class, in one version for each number of hosts. */
enum Shape {
  PER_METHOD(2, Versions.PER_METHOD),
  PER_CLASS(2, Versions.PER_CLASS),
  NESTED(2, Versions.NESTED),
  REPEATED(2, Versions.REPEATED),
  PARAMETERISED(2, Versions.PARAMETERISED),
  FACTORY(1, Versions.FACTORY),
  ONE_VM(2, VersionsWithVms.ONE),
  TWO_VMS(2, VersionsWithVms.TWO),
  THREE_VMS(2, VersionsWithVms.THREE);

  private final int units;
  private final List<Class<?>> versions;

  Shape(int units, List<Class<?>> versions) {
    this.units = units;
    this.versions = versions;
  }

  /** How many tests, invocations or factories each host reports. */
  int units() {
    return units;
  }

  /** How many machines the class declares. */
  int vms() {
    return Math.max(0, ordinal() - FACTORY.ordinal());
  }

  Class<?> type(int hosts) {
    return versions.get(hosts - 1);
  }

  /** Whether what is thrown there fails the class, and no test of it. */
  boolean isOfClass(Point point) {
    boolean instance = point == Point.CONSTRUCTOR || point == Point.EARLY_POST_PROCESS;
    return point.scope() == Point.Scope.CLASS || this == PER_CLASS && instance;
  }
}
