package org.multihost.migration.qemu.perhost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.multihost.migration.MultihostMigration;

/** Two hosts that only meet; a host ends late if a test holds it. */
@MultihostMigration
@ExtendWith(FirstTestCase.Held.class)
class FirstTestCase {

  /** The port of the test that holds this JVM until it closes the connection. */
  static final String HOLDER = "org.multihost.fixture.holder";

  @Test
  void meets() {}

  /** A resource of the whole run, closed when all classes have ended. */
  static final class Held implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      Integer port = Integer.getInteger(HOLDER);
      if (port != null) {
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .put(HOLDER, (AutoCloseable) () -> awaitEndOf(port));
      }
    }

    private static void awaitEndOf(int port) {
      try (Socket holder = new Socket(InetAddress.getLoopbackAddress(), port)) {
        holder.getInputStream().read();
      } catch (IOException released) {
        throw new UncheckedIOException(released);
      }
    }
  }
}
