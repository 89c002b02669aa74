package org.multihost.migration.oracle;

import java.util.List;

/**
 * The test classes without machines, each on one to four hosts. They are no members of the class
 * that they extend: JUnit would look through all of them whenever it looks for nested classes.
 */
final class Versions {

  static final List<Class<?>> PER_METHOD =
      List.of(PerMethodOn1.class, PerMethodOn2.class, PerMethodOn3.class, PerMethodOn4.class);

  static final List<Class<?>> PER_CLASS =
      List.of(PerClassOn1.class, PerClassOn2.class, PerClassOn3.class, PerClassOn4.class);

  static final List<Class<?>> NESTED =
      List.of(NestedOn1.class, NestedOn2.class, NestedOn3.class, NestedOn4.class);

  static final List<Class<?>> REPEATED =
      List.of(RepeatedOn1.class, RepeatedOn2.class, RepeatedOn3.class, RepeatedOn4.class);

  static final List<Class<?>> PARAMETERISED =
      List.of(
          ParameterisedOn1.class,
          ParameterisedOn2.class,
          ParameterisedOn3.class,
          ParameterisedOn4.class);

  static final List<Class<?>> FACTORY =
      List.of(FactoryOn1.class, FactoryOn2.class, FactoryOn3.class, FactoryOn4.class);

  private Versions() {}

  @On1
  static final class PerMethodOn1 extends PerMethod {}

  @On2
  static final class PerMethodOn2 extends PerMethod {}

  @On3
  static final class PerMethodOn3 extends PerMethod {}

  @On4
  static final class PerMethodOn4 extends PerMethod {}

  @On1
  static final class PerClassOn1 extends PerClass {}

  @On2
  static final class PerClassOn2 extends PerClass {}

  @On3
  static final class PerClassOn3 extends PerClass {}

  @On4
  static final class PerClassOn4 extends PerClass {}

  @On1
  static final class NestedOn1 extends WithNested {}

  @On2
  static final class NestedOn2 extends WithNested {}

  @On3
  static final class NestedOn3 extends WithNested {}

  @On4
  static final class NestedOn4 extends WithNested {}

  @On1
  static final class RepeatedOn1 extends Repeated {}

  @On2
  static final class RepeatedOn2 extends Repeated {}

  @On3
  static final class RepeatedOn3 extends Repeated {}

  @On4
  static final class RepeatedOn4 extends Repeated {}

  @On1
  static final class ParameterisedOn1 extends Parameterised {}

  @On2
  static final class ParameterisedOn2 extends Parameterised {}

  @On3
  static final class ParameterisedOn3 extends Parameterised {}

  @On4
  static final class ParameterisedOn4 extends Parameterised {}

  @On1
  static final class FactoryOn1 extends Factory {}

  @On2
  static final class FactoryOn2 extends Factory {}

  @On3
  static final class FactoryOn3 extends Factory {}

  @On4
  static final class FactoryOn4 extends Factory {}
}
