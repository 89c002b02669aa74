package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Map.Entry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects that do something when they are read, sent by a client that knows the secret. */
@Timeout(60)
final class GadgetTests {

  private static final AtomicBoolean READ = new AtomicBoolean();

  private HazelcastTestRun run;
  private HazelcastInstance client;

  @BeforeEach
  public void connect() {
    READ.set(false);
    run = new HazelcastTestRun();
    ClientConfig insider =
        new ClientConfig().setClusterName(ClusterName.clusterName(HazelcastTestRun.SECRET));
    insider.setProperty("hazelcast.logging.type", "none");
    insider.getNetworkConfig().addAddress(Coordinator.text(run.coordinator.address()));
    client = HazelcastClient.newHazelcastClient(insider);
  }

  @AfterEach
  void disconnect() {
    client.shutdown();
    run.close();
  }

  @Test
  void readsNoJavaObjectAsAValue() {
    IMap<String, Object> values = client.getMap("values");

    assertThatThrownBy(() -> values.put("x", new Gadget()))
        .hasStackTraceContaining("SecurityException");
    assertThat(READ).isFalse();
  }

  @Test
  void readsNoJavaObjectAsAProcessor() {
    IMap<String, Object> values = client.getMap("values");

    assertThatThrownBy(() -> values.executeOnKey("x", new Gadget()))
        .hasStackTraceContaining("SecurityException");
    assertThat(READ).isFalse();
  }

  @Test
  void runsNoTask() {
    assertThatThrownBy(
            () ->
                client
                    .getExecutorService("x")
                    .submit((Runnable) new Gadget())
                    .get(20, TimeUnit.SECONDS))
        .hasStackTraceContaining("SecurityException");
    assertThat(READ).isFalse();
  }

  @Test
  void readsNoObjectOfHazelcastsOwnKind() {
    IMap<String, Object> values = client.getMap("values");

    assertThatThrownBy(() -> values.put("x", new OwnKind()))
        .hasStackTraceContaining("ClassNotFoundException: " + OwnKind.class.getName());
    assertThat(READ).isFalse();
  }

  /** By its very existence on the other side it has won. */
  private static final class Gadget
      implements EntryProcessor<String, Object, Object>, Runnable, Serializable {

    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) {
      READ.set(true);
    }

    @Override
    public Object process(Entry<String, Object> entry) {
      READ.set(true);
      return "";
    }

    @Override
    public void run() {
      READ.set(true);
    }
  }

  /** What Hazelcast makes by a class's name and its constructor. */
  public static final class OwnKind implements DataSerializable {

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {
      READ.set(true);
    }
  }
}
