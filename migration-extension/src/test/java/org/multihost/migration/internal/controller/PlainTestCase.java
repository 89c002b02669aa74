package org.multihost.migration.internal.controller;

import org.junit.jupiter.api.Test;

/** An ordinary test class, of no concern to the controller. */
final class PlainTestCase {
  @Test
  void plain() {}
}
