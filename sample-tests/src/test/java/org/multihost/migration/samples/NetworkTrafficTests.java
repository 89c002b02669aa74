package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Network;

/** A guest that talks to its host goes on talking, to the next one, and as fast as before. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB", network = Network.USER)
class NetworkTrafficTests {

  /** The host that the guest is on, from the guest. */
  private static final String HOST = "10.0.2.2";

  private static final int SIZE = 4 << 20;
  private static final String COUNT = "grep -c reply /tmp/replies";

  @Test
  void trafficGoesOnWhileTheGuestMigrates(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .maxBandwidth("32 MiB")
            .startWork(
                work -> {
                  GuestSession guest = work.session();
                  guest.start(
                      "while :; do ping -c 1 -W 1 %s >/dev/null && echo reply; done >/tmp/replies"
                          .formatted(HOST));
                  awaitMoreReplies(work);
                  measureLink(work);
                })
            .checkWork(
                work -> {
                  awaitMoreReplies(work);
                  assertThat(work.session().started())
                      .singleElement()
                      .matches(BackgroundWork::isRunning);
                  measureLink(work);
                })
            .run();

    assertThat(result).isCompleted();
  }

  private static void awaitMoreReplies(MigrationWork work) {
    GuestSession guest = work.session();
    String before = guest.runUnchecked(COUNT).output().strip();
    CommandResult more =
        guest.runUnchecked(
            "timeout 20 sh -c 'until [ \"$(%s)\" -gt \"%s\" ]; do sleep 0.2; done'"
                .formatted(COUNT, before));
    assertThat(more)
        .as("more than [%s] replies from host %s", before, work.vm().host())
        .succeeded();
  }

  private static void measureLink(MigrationWork work) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, SIZE);
          exchange.getResponseBody().write(new byte[SIZE]);
          exchange.close();
        });
    server.start();
    try {
      CommandResult fetched =
          work.session()
              .run(
                  "wget -q -O - http://%s:%d/ | wc -c"
                      .formatted(HOST, server.getAddress().getPort()));
      assertThat(fetched).hasOutput(String.valueOf(SIZE));
      double seconds = fetched.duration().toMillis() / 1000.0;
      work.log("the link carries %.1f MiB/s".formatted(SIZE / 1048576.0 / seconds));
    } finally {
      server.stop(0);
    }
  }
}
