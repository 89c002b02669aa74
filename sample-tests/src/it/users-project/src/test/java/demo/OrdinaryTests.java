package demo;

import org.junit.jupiter.api.Test;

/** An ordinary class beside multi-host ones. */
class OrdinaryTests {

  @Test
  void ordinary() {
    Marks.leave("nowhere", "ordinary");
  }
}
