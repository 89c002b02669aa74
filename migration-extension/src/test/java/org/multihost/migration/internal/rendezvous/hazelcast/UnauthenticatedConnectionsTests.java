package org.multihost.migration.internal.rendezvous.hazelcast;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.Meetings;

/** Those who come to the coordinator's ports and do not belong to the run, which goes on. */
@Timeout(120)
final class UnauthenticatedConnectionsTests {

  private static final String[] SAID_IN_HEXADECIMAL = {
    // Half a header of Hazelcast's, that of a member, that of a client.
    "43",
    "485a43",
    "435032",
    // A TLS ClientHello.
    "160301008d0100008903035a7f",
    // A client's messages: of 2 GiB, of a negative length, of none, one not meant for strangers.
    "435032ffffff7f00c000010000",
    "435032ffffffff00c000010000",
    "4350320000000000c000010000",
    "435032160000" + "00" + "00c0" + "00060100" + "0100000000000000" + "ffffffff",
    // A member's packet of 2 GiB.
    "485a43" + "0400040000000000" + "7fffffff"
  };

  private HazelcastTestRun run;
  private HostConnection source;
  private HostConnection destination;
  private Meetings meetings;

  @BeforeEach
  public void meet() {
    run = new HazelcastTestRun();
    destination = run.connect("destination", HazelcastTestRun.SECRET);
    source = run.join("source");
    meetings = Meetings.of(source, destination);
  }

  @AfterEach
  public void leave() {
    meetings.close();
    destination.close();
    source.close();
    run.close();
  }

  @Test
  void closesTheConnectionsOfThoseWhoDoNotKnowTheSecret() throws Exception {
    int threads = Thread.activeCount();
    List<Socket> strangers = new ArrayList<>();
    for (InetSocketAddress port : List.of(run.coordinator.address(), memberPort())) {
      for (byte[] said : said()) {
        strangers.add(stranger(port, said));
      }
    }
    assertThat(Thread.activeCount()).as("threads").isLessThan(threads + strangers.size() / 2);

    for (Socket stranger : strangers) {
      awaitEnd(stranger);
    }

    assertThat(meetings.end()).as("barriers meanwhile").isGreaterThan(10);
  }

  private InetSocketAddress memberPort() {
    Address address =
        run.coordinator
            .member()
            .getCluster()
            .getLocalMember()
            .getAddressMap()
            .get(EndpointQualifier.MEMBER);
    return ChildProcess.loopback(Objects.requireNonNull(address).getPort());
  }

  private static List<byte[]> said() {
    List<byte[]> said = new ArrayList<>();
    said.add(new byte[0]);
    said.add("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    said.add("get x\r\n".getBytes(US_ASCII));
    for (String hexadecimal : SAID_IN_HEXADECIMAL) {
      said.add(HexFormat.of().parseHex(hexadecimal));
    }
    Random random = new Random(4);
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[1 + random.nextInt(4_000)];
      random.nextBytes(bytes);
      said.add(bytes);
      byte[] asClient = bytes.clone();
      System.arraycopy("CP2".getBytes(US_ASCII), 0, asClient, 0, Math.min(3, asClient.length));
      said.add(asClient);
    }
    return said;
  }

  private static Socket stranger(InetSocketAddress port, byte[] said) throws IOException {
    Socket socket = new Socket(port.getAddress(), port.getPort());
    socket.setSoTimeout(30_000);
    try {
      socket.getOutputStream().write(said);
    } catch (IOException turnedAwayAlready) {
      // so much the better
    }
    return socket;
  }

  /** A reset is an end, too; that nothing comes for too long is none. */
  private static void awaitEnd(Socket stranger) throws IOException {
    try (stranger) {
      stranger.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException reset) {
      // so much the better
    }
  }

  @Test
  void speaksNoMembersProtocolOnTheNetwork() throws IOException {
    try (Socket stranger = stranger(run.coordinator.address(), "HZC".getBytes(US_ASCII))) {
      assertThat(stranger.getInputStream().readNBytes(3)).asString(US_ASCII).isEqualTo("HZX");
    }
    meetings.end();
  }

  @Test
  void turnsAwayClientsWithAnotherSecret() {
    for (int i = 0; i < 3; i++) {
      String wrong = "wrong " + i;
      assertThatThrownBy(() -> run.connect("destination", wrong))
          .isInstanceOf(MultihostConfigurationException.class)
          .hasMessageContaining("the run secret differs");
    }
    meetings.end();
  }

  @Test
  void letsNoMemberInNotEvenOneThatKnowsTheSecret() {
    String right = ClusterName.clusterName(HazelcastTestRun.SECRET);
    List.of(
            CompletableFuture.runAsync(() -> joinAsMember("dev", memberPort())),
            CompletableFuture.runAsync(() -> joinAsMember(right, memberPort())))
        .forEach(stranger -> stranger.orTimeout(60, TimeUnit.SECONDS).join());

    assertThat(run.coordinator.member().getCluster().getMembers()).hasSize(1);
    meetings.end();
  }

  /** Whoever is not let in forms a cluster of its own, or gives up. */
  private static void joinAsMember(String cluster, InetSocketAddress port) {
    try {
      HazelcastInstance stranger = Hazelcast.newHazelcastInstance(member(cluster, port));
      assertThat(stranger.getCluster().getMembers()).hasSize(1);
      stranger.getLifecycleService().terminate();
    } catch (IllegalStateException refused) {
      assertThat(refused).isNotNull();
    }
  }

  private static Config member(String cluster, InetSocketAddress port) {
    Config config =
        new Config()
            .setClusterName(cluster)
            .setProperty("hazelcast.logging.type", "none")
            .setProperty("hazelcast.phone.home.enabled", "false")
            .setProperty("hazelcast.partition.count", "7")
            .setProperty("hazelcast.socket.bind.any", "false")
            .setProperty("hazelcast.max.join.seconds", "1")
            .setProperty("hazelcast.tcp.join.port.try.count", "1")
            .setProperty("hazelcast.max.wait.seconds.before.join", "0")
            .setProperty("hazelcast.wait.seconds.before.join", "0");
    config.getNetworkConfig().setPort(0).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config
        .getNetworkConfig()
        .getJoin()
        .getTcpIpConfig()
        .setEnabled(true)
        .setConnectionTimeoutSeconds(1)
        .addMember("127.0.0.1:" + port.getPort());
    return config;
  }
}
