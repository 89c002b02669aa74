package demo.modular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** A test of the module's package on two hosts. */
@MultihostMigration(hosts = {"source", "destination"})
class ModularTests {

  @Test
  void seesThePackage(Hosts hosts, Rendezvous rendezvous) throws Exception {
    assertEquals("seen by tests of the package", Product.hidden());
    rendezvous.barrier("met");
    Files.createFile(Path.of(System.getProperty("demo.marks"), hosts.self() + ".modular"));
  }
}
