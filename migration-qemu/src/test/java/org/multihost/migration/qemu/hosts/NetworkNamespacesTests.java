package org.multihost.migration.qemu.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The stand-in for machines takes away what it has set up. */
class NetworkNamespacesTests {

  private static final List<String> HOSTS = List.of("one", "other");

  @Test
  void closingEndsWhatRunsThereAndRemovesAll() throws Exception {
    String before;
    Process process;
    try (NetworkNamespaces network = NetworkNamespaces.connect(HOSTS)) {
      before = NetworkNamespaces.ip("netns", "list");
      List<String> command = new ArrayList<>(network.on("one"));
      command.addAll(List.of("sleep", "600"));
      process = new ProcessBuilder(command).start();
      await().until(() -> !network.processes().isEmpty());
    }

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    String own = "multihost-" + ProcessHandle.current().pid() + "-";
    assertThat(before).contains(own);
    assertThat(NetworkNamespaces.ip("netns", "list")).doesNotContain(own);
  }

  @Test
  void whatAKilledRunLeftIsRemovedAndWhatALivingOneHasIsNot() throws Exception {
    NetworkNamespaces.connect(HOSTS).close(); // where that cannot be done, the test is skipped
    Process killed = new ProcessBuilder("true").start();
    assertThat(killed.waitFor(10, TimeUnit.SECONDS)).isTrue();
    String left = "multihost-" + killed.pid() + "-1-one";
    String used = "multihost-" + ProcessHandle.current().pid() + "-0-one";
    NetworkNamespaces.ip("netns", "add", left);
    NetworkNamespaces.ip("netns", "add", used);
    try (NetworkNamespaces network = NetworkNamespaces.connect(HOSTS)) {
      assertThat(network.processes()).isEmpty();
      assertThat(NetworkNamespaces.ip("netns", "list")).contains(used).doesNotContain(left);
    } finally {
      NetworkNamespaces.ip("netns", "delete", used);
    }
  }
}
