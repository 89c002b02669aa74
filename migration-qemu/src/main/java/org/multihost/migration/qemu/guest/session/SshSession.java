package org.multihost.migration.qemu.guest.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apiguardian.api.API;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.process.DurationText;
import org.multihost.migration.spi.text.ShellWord;

/**
 * A shell session with a guest by SSH. Its connection does not survive a migration; on the
 * destination a new one is opened, to the same server.
 */
@API(status = INTERNAL)
public final class SshSession extends ShellSession {

  private static final Duration FOR_CLOSE = Duration.ofSeconds(2);

  private final String vm;
  private final SshClient client;
  private final ClientSession session;
  private final boolean isDefaultGuest;
  private final Duration copyTimeout;
  private final SessionTranscript transcript;
  private final GivenWorkScript workScript = new GivenWorkScript(this);

  SshSession(
      String vm,
      SshClient client,
      ClientSession session,
      boolean isDefaultGuest,
      Duration commandTimeout,
      SessionTranscript transcript) {
    super(vm, commandTimeout, transcript);
    this.vm = vm;
    this.client = client;
    this.session = session;
    this.isDefaultGuest = isDefaultGuest;
    this.copyTimeout = commandTimeout.multipliedBy(10);
    this.transcript = transcript;
  }

  @Override
  String workScript() {
    return isDefaultGuest ? super.workScript() : workScript.command();
  }

  /** Whether the connection is open; after a migration it is not. */
  public boolean isOpen() {
    return session.isOpen();
  }

  /*
   * The command is sent to the shell's input, because servers limit the length of an executed
   * command.
   */
  @Override
  public CommandResult execute(String command, Duration timeout) {
    String id = UUID.randomUUID().toString();
    PendingCommand pending = new PendingCommand(id, id.replace("-", ""));
    long begin = System.nanoTime();
    try (ChannelExec channel = session.createExecChannel("exec sh")) {
      channel.setIn(new ByteArrayInputStream(script(id, command).getBytes(UTF_8)));
      OutputPieces output = new OutputPieces(pending);
      channel.setOut(output);
      channel.setErr(output);
      channel.addCloseFutureListener(
          closed -> pending.fail("its connection was closed: the VM has ended, or has migrated"));
      channel.open().verify(timeout);
      int exitCode = pending.exitCode().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      // Waits for the server's close: some servers end the connection on a message for a closed
      // channel.
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), FOR_CLOSE);
      return transcript.noted(command, new CommandResult(exitCode, pending.output(), duration));
    } catch (TimeoutException e) {
      kill(id);
      throw failure(
          pending,
          command,
          "did not end within " + DurationText.of(timeout) + "; it was killed",
          e);
    } catch (ExecutionException | IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw failure(pending, command, "has no result: " + cause.getMessage(), e);
    } catch (InterruptedException e) {
      kill(id);
      Thread.currentThread().interrupt();
      throw failure(
          pending, command, "was killed, because the thread that waited was interrupted", e);
    }
  }

  /* Output and end mark use the same pipe; the file has the id of the process to kill. */
  private static String script(String id, String command) {
    String body = ShellWord.of("echo $$ >\"$1\"; exec sh -c \"$2\"");
    String file = pidFile(id);
    return String.join(
        "\n",
        "exec 2>&1",
        "setsid sh -c " + body + " sh " + file + " " + ShellWord.of(command) + " </dev/null",
        "printf '%s %s\\n' " + id.replace("-", "") + " $?",
        "rm -f " + file,
        "");
  }

  private static String pidFile(String id) {
    return "/tmp/.multihost-" + id;
  }

  private void kill(String id) {
    String file = pidFile(id);
    try (ChannelExec channel =
        session.createExecChannel("kill -KILL -$(cat " + file + "); rm -f " + file)) {
      channel.open().verify(copyTimeout);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), copyTimeout);
    } catch (IOException connectionIsGone) {
      // Without a connection the command cannot be killed.
    }
  }

  @Override
  void upload(Path local, String remote) throws IOException {
    try (InputStream input = Files.newInputStream(local)) {
      stream("cat >" + remote, Optional.of(input), OutputStream.nullOutputStream());
    }
  }

  @Override
  void download(String remote, Path local) throws IOException {
    try (OutputStream output = Files.newOutputStream(local)) {
      stream("cat " + remote, Optional.empty(), output);
    }
  }

  private void stream(String command, Optional<InputStream> input, OutputStream output)
      throws IOException {
    try (ChannelExec channel = session.createExecChannel(command)) {
      input.ifPresent(channel::setIn);
      channel.setOut(output);
      channel.open().verify(copyTimeout);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), copyTimeout);
      Integer status = channel.getExitStatus();
      if (status == null || status != 0) {
        throw new IOException(
            "[%s] ended with status [%s]".formatted(GuestMessages.command(command), status));
      }
    }
  }

  private GuestException failure(
      PendingCommand pending, String command, String problem, Exception cause) {
    String output = pending.output();
    transcript.note(command, output, problem);
    return new GuestException(
        "Command [%s] in virtual machine [%s], by SSH, %s; %s"
            .formatted(GuestMessages.command(command), vm, problem, GuestMessages.excerpt(output)),
        cause);
  }

  @Override
  public void close() {
    session.close(true);
    client.close(true);
  }

  /** An output stream that passes the server's data to a command, in order. */
  private static final class OutputPieces extends OutputStream {

    private final PendingCommand command;
    private long number; // guarded by this

    OutputPieces(PendingCommand command) {
      this.command = command;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      byte[] piece = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
      command.accept(new AgentFrame.Piece(command.id(), number++, piece, false));
    }
  }
}
