package org.multihost.migration.internal.controller;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.internal.rendezvous.HostIdentity;

/** Betrays a worker's secret to the test that started its run, and stays until that has looked. */
@MultihostMigration
@ExtendWith(SecretTestCase.Betrayal.class)
final class SecretTestCase {

  static final String DIRECTORY = "org.multihost.fixture.directory";

  @Test
  void meets(Hosts hosts, Rendezvous rendezvous) throws IOException {
    rendezvous.exchange("hello", hosts.self());
    Path directory = Path.of(System.getProperty(DIRECTORY));
    Files.createFile(directory.resolve(hosts.self() + ".met"));
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("looked")));
    rendezvous.barrier("end");
  }

  static final class Betrayal implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
      HostIdentity identity =
          context
              .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create("org.multihost.migration"))
              .get(HostIdentity.class, HostIdentity.class);
      if (identity != null) {
        Files.writeString(
            Path.of(System.getProperty(DIRECTORY), identity.host() + ".secret"), identity.secret());
      }
    }
  }
}
