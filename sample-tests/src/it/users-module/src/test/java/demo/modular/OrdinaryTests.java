package demo.modular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** An ordinary test, which runs inside of the module. */
class OrdinaryTests {

  @Test
  void runsInTheModule() throws Exception {
    assertEquals("demo.modular", getClass().getModule().getName());
    Files.createFile(Path.of(System.getProperty("demo.marks"), "nowhere.in-module"));
  }
}
