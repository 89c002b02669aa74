package org.multihost.migration.oracle;

/**
 * A place in a test class, or in another extension of it, where something can happen. The early
 * extension is registered before this project's, and called back after it at the end.
 */
enum Point {
  CLASS_CONDITION(Scope.CLASS),
  EARLY_BEFORE_ALL(Scope.CLASS),
  LATE_BEFORE_ALL(Scope.CLASS),
  BEFORE_ALL(Scope.CLASS),
  AFTER_ALL(Scope.CLASS),
  LATE_AFTER_ALL(Scope.CLASS),
  EARLY_AFTER_ALL(Scope.CLASS),
  PROVIDER(Scope.CLASS),
  CONSTRUCTOR(Scope.TEST),
  EARLY_POST_PROCESS(Scope.TEST),
  TEST_CONDITION(Scope.TEST),
  EARLY_BEFORE_EACH(Scope.TEST),
  LATE_BEFORE_EACH(Scope.TEST),
  BEFORE_EACH(Scope.TEST),
  TEST(Scope.TEST),
  DYNAMIC(Scope.TEST),
  PREPARE_DISKS(Scope.TEST),
  START_WORK(Scope.TEST),
  BEFORE_MIGRATION(Scope.TEST),
  MIGRATE_ON_SOURCE(Scope.TEST),
  MIGRATE_ON_DESTINATION(Scope.TEST),
  AFTER_MIGRATION(Scope.TEST),
  CHECK_ON_SOURCE(Scope.TEST),
  CHECK_ON_DESTINATION(Scope.TEST),
  CHECK_WORK(Scope.TEST),
  CHECK_SOURCE(Scope.TEST),
  BACKGROUND(Scope.TEST),
  CLEAN_UP(Scope.TEST),
  AFTER_EACH(Scope.TEST),
  LATE_AFTER_EACH(Scope.TEST),
  EARLY_AFTER_EACH(Scope.TEST);

  /** What fails when something is thrown there. */
  enum Scope {
    CLASS,
    TEST
  }

  private final Scope scope;

  Point(Scope scope) {
    this.scope = scope;
  }

  Scope scope() {
    return scope;
  }

  boolean isCondition() {
    return this == CLASS_CONDITION || this == TEST_CONDITION;
  }

  /** Whether this host has not entered the test, or the class, when it comes there. */
  boolean isBeforeEntry() {
    return isCondition()
        || this == EARLY_BEFORE_ALL
        || this == CONSTRUCTOR
        || this == EARLY_POST_PROCESS
        || this == EARLY_BEFORE_EACH;
  }

  /** The user's own clean-up, which nothing may cut short. */
  boolean isCleanUp() {
    return this == CLEAN_UP || this == AFTER_EACH || this == AFTER_ALL;
  }
}
