package org.multihost.migration.qemu.hosts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.multihost.migration.qemu.qmp.QmpClient;

/** A kept machine started with its script, as a person does, and with a monitor to ask it. */
public record StartedByHand(Process process, QmpClient qmp) implements AutoCloseable {

  public static StartedByHand of(Path script, Path directory, String... more) throws IOException {
    Path socket = directory.resolve("by-hand.qmp");
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(more));
    command.addAll(List.of("-chardev", "socket,id=by-hand,path=" + socket));
    command.addAll(List.of("-mon", "chardev=by-hand,mode=control"));
    try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      door.bind(UnixDomainSocketAddress.of(socket));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("by-hand.log").toFile())
              .start();
      // The test's own time limit ends the wait for one that does not come.
      return new StartedByHand(
          process, QmpClient.open("by-hand", door.accept(), Duration.ofSeconds(60)));
    }
  }

  public JsonNode ask(String question) {
    return qmp.execute(question);
  }

  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    qmp.close();
  }
}
