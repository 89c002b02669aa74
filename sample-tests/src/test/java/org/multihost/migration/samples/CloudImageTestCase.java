package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.CloudInit;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/**
 * A distribution with systemd: it boots by itself from the image that the distribution publishes,
 * and works and talks to its hosts on the way there and back. A setting names the image.
 */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(
    name = "vm1",
    memory = "512 MiB",
    image = "debian-12-genericcloud-amd64.qcow2",
    cloneDisks = CloneDisks.OVERLAY,
    cloudInit = CloudInit.NOCLOUD,
    userData =
        """
        #cloud-config
        ssh_genkeytypes: [ed25519]
        write_files:
          - path: /etc/motd
            content: made by the test
        """)
class CloudImageTestCase {

  /** Checks what it computes, and what it reads back from memory and from the disk. */
  private static final String STRESS =
      """
      until [ -e /tmp/stop ]; do
        stress-ng --verify --cpu 1 --vm 1 --vm-bytes 16M --hdd 1 --hdd-bytes 4M \
          --temp-path /var/tmp --timeout 5s || exit
      done\
      """;

  private static final String TRAFFIC =
      "until [ -e /tmp/stop ]; do ping -c 1 -W 5 10.0.2.2 && echo reply >>/tmp/replies; done";

  private static final String COUNT = "cat /tmp/replies | wc -l";

  /** The last check is that of the whole file system; a read-only one does not change under it. */
  private static final String CHECK_FILES =
      """
      sudo systemctl stop systemd-journald.socket systemd-journald-dev-log.socket \
        systemd-journald-audit.socket systemd-journald.service
      sync
      echo s | sudo tee /proc/sysrq-trigger
      echo u | sudo tee /proc/sysrq-trigger
      timeout 60 sh -c 'until grep -q " / ext4 ro" /proc/mounts; do sleep 1; done'
      sudo e2fsck -fn /dev/vda1\
      """;

  private static final int SIZE = 4 << 20;

  @Test
  void aDistributionWorksThereAndBack(Migrations migrations) {
    hop(migrations, "source", "destination");
    MigrationResult back =
        migrations
            .migrate()
            .from("destination")
            .to("source")
            .timeout(Duration.ofMinutes(20))
            .checkWork(
                work -> {
                  goesOn(work);
                  GuestSession guest = work.session();
                  guest.run("touch /tmp/stop");
                  for (BackgroundWork each : guest.started()) {
                    assertThat(each.await(Duration.ofMinutes(3))).hasExitCode(0);
                  }
                  work.log(guest.run(CHECK_FILES, Duration.ofMinutes(5)).output());
                })
            .run();
    assertThat(back).isCompleted();
  }

  private static void hop(Migrations migrations, String from, String to) {
    MigrationResult result =
        migrations
            .migrate()
            .from(from)
            .to(to)
            .timeout(Duration.ofMinutes(20))
            .startWork(
                work -> {
                  GuestSession guest = work.session();
                  assertThat(guest.run("cat /etc/motd; hostname; whoami"))
                      .hasOutput("made by the testvm1\nmultihost");
                  assertThat(guest.run("cat /proc/1/comm")).hasOutput("systemd");
                  guest.start(STRESS);
                  guest.start(TRAFFIC);
                  goesOn(work);
                })
            .checkWork(CloudImageTestCase::goesOn)
            .run();
    assertThat(result).isCompleted();
  }

  private static void goesOn(MigrationWork work) throws IOException {
    GuestSession guest = work.session();
    assertThat(guest.started()).hasSize(2).allMatch(BackgroundWork::isRunning);
    String before = guest.run("touch /tmp/replies; " + COUNT).output().strip();
    assertThat(
            guest.runUnchecked(
                "timeout 60 sh -c 'until [ $(%s) -gt %s ]; do sleep 0.5; done'"
                    .formatted(COUNT, before),
                Duration.ofSeconds(90)))
        .as("more than [%s] replies from host %s", before, work.vm().host())
        .succeeded();
    fetch(guest);
  }

  /** The guest fetches a file from the host that it is on now. */
  private static void fetch(GuestSession guest) throws IOException {
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
      assertThat(
              guest.run(
                  "python3 -c 'from urllib.request import urlopen; print(len(urlopen(\"http://10.0.2.2:%d/\").read()))'"
                      .formatted(server.getAddress().getPort()),
                  Duration.ofMinutes(2)))
          .hasOutput(String.valueOf(SIZE));
    } finally {
      server.stop(0);
    }
  }
}
