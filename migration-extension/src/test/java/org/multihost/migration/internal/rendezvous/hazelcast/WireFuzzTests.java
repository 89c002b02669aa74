package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.Meetings;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.wire.Mutations;

/** Commands that are not, or not quite, commands. */
@Timeout(60)
final class WireFuzzTests {

  private static final String RIGHT = Wire.write(new Command.Lose("a session", "it was silent"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void commandsAreReadOrRefused(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      String text = Mutations.of(RIGHT, random);
      assertThatCode(() -> readOrRefuse(text))
          .as("seed %d, case %d: [%s]", seed, i, text)
          .doesNotThrowAnyException();
    }
  }

  private static void readOrRefuse(String text) {
    try {
      assertThat(Wire.read(text, Command.class)).isNotNull();
    } catch (IllegalStateException refused) {
      assertThat(refused).hasMessageStartingWith("No [Command]");
    }
  }

  @Test
  void nothingIsNoCommand() {
    assertThatIllegalStateException().isThrownBy(() -> Wire.read("null", Command.class));
  }

  @Test
  void aRunGoesOnAfterCommandsThatAreNone() {
    Random random = new Random(4);
    try (HazelcastTestRun run = new HazelcastTestRun();
        HostConnection source = run.join("source");
        HostConnection destination = run.connect("destination", HazelcastTestRun.SECRET);
        Meetings meetings = Meetings.of(source, destination)) {
      HazelcastInstance client = insider(run);
      IMap<String, String> state = client.getMap("run");
      for (int i = 0; i < 100; i++) {
        String nonsense = "x" + Mutations.of(RIGHT, random);
        assertThatThrownBy(
                () -> state.executeOnKey("state", new EntryProcessors.ChangeState(nonsense)))
            .hasMessageContaining("No [Command]");
      }
      client.shutdown();
      assertThat(meetings.end()).isPositive();
    }
  }

  private static HazelcastInstance insider(HazelcastTestRun run) {
    ClientConfig config =
        new ClientConfig().setClusterName(ClusterName.clusterName(HazelcastTestRun.SECRET));
    config.setProperty("hazelcast.logging.type", "none");
    config.getNetworkConfig().addAddress(Coordinator.text(run.coordinator.address()));
    config
        .getSerializationConfig()
        .addDataSerializableFactory(EntryProcessors.FACTORY, new EntryProcessors());
    return HazelcastClient.newHazelcastClient(config);
  }
}
