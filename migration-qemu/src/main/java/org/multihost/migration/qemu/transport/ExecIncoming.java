package org.multihost.migration.qemu.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.process.ProgramOutput;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.MigrationEndpoint;

/** An incoming stream through two commands, which may use a named pipe. */
record ExecIncoming(Transport.Exec commands, QmpClient qmp, String address, Path pipe)
    implements IncomingStream {

  @Override
  public MigrationEndpoint listen() {
    String output = ProgramOutput.of(Path.of("mkfifo"), pipe.toString());
    if (!Files.exists(pipe)) {
      throw new VirtualMachineException(
          "The named pipe [%s] for transport exec cannot be made: %s".formatted(pipe, output));
    }
    qmp.execute("migrate-incoming", Map.of("uri", "exec:" + filledIn(commands.destination())));
    return new MigrationEndpoint("exec:" + filledIn(commands.source()));
  }

  private String filledIn(String command) {
    return command.replace("{pipe}", IncomingStream.quoted(pipe)).replace("{address}", address);
  }

  /**
   * Releases a command that waits for the other end of the pipe, which would otherwise wait
   * forever.
   */
  @Override
  public void close() {
    if (Files.exists(pipe)) {
      try {
        // Opening both ends unblocks every process that waits at one of them.
        FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
        Files.delete(pipe);
      } catch (IOException e) {
        throw new UncheckedIOException("The named pipe [" + pipe + "] cannot be released", e);
      }
    }
  }
}
