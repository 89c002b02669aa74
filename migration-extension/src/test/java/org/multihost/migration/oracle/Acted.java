package org.multihost.migration.oracle;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A test class whose code does what the script of the run has for this host. */
abstract class Acted {

  private final Actor actor = Actor.here();

  Acted() {
    actor.at(Point.CONSTRUCTOR);
  }

  final Actor actor() {
    return actor;
  }

  @BeforeAll
  static void beforeAll() {
    Actor.here().at(Point.BEFORE_ALL);
  }

  @BeforeEach
  void beforeEach() {
    actor.at(Point.BEFORE_EACH);
  }

  @AfterEach
  void afterEach() {
    actor.at(Point.AFTER_EACH);
  }

  @AfterAll
  static void afterAll() {
    Actor.here().at(Point.AFTER_ALL);
  }
}
