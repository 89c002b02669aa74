package org.multihost.migration.qemu.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
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
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;

/**
 * A shell session with a guest by SSH. Its connection does not survive a migration; on the
 * destination a new one is opened, with the same server.
 */
public final class SshSession extends ShellSession {

  private static final Duration FOR_CLOSE = Duration.ofSeconds(2);

  private final String vm;
  private final SshClient client;
  private final ClientSession session;
  private final Duration copyTimeout;
  private final SessionTranscript transcript;

  private SshSession(
      String vm,
      SshClient client,
      ClientSession session,
      Duration commandTimeout,
      SessionTranscript transcript) {
    super(vm, commandTimeout, transcript);
    this.vm = vm;
    this.client = client;
    this.session = session;
    this.copyTimeout = commandTimeout.multipliedBy(10);
    this.transcript = transcript;
  }

  /**
   * Logs in to the default guest: by its serial session it gets the public key of a new pair, and
   * tells its own.
   *
   * @param port of this host, forwarded to the guest's
   * @param guestPort where the guest's server listens
   */
  public static SshSession openBy(
      SerialSession serial, int port, int guestPort, LoginTimes times, Path transcript) {
    KeyPair keys = SshServer.newKeys();
    String key = PublicKeyEntry.toString(keys.getPublic());
    String hostKey =
        serial
            .run(
                "sh /lib/multihost/ssh " + ShellWord.quoteLines(key) + " " + guestPort,
                times.login())
            .output();
    SshServer server = SshServer.known(port, keys, hostKey);
    return open(serial.vm(), server, serial.console(), times, transcript);
  }

  /**
   * Logs in, also while the guest still boots.
   *
   * @throws GuestException if that is not possible in time
   */
  public static SshSession open(
      String vm, SshServer server, SerialConsole console, LoginTimes times, Path transcript) {
    SshClient client = server.newClient();
    client.start();
    try {
      ClientSession session = connect(vm, server, console, client, times);
      return new SshSession(
          vm, client, session, times.command(), new SessionTranscript(transcript));
    } catch (RuntimeException failed) {
      client.close(true);
      throw failed;
    }
  }

  /* The forwarded port accepts, and hangs up again, before the guest listens. */
  private static ClientSession connect(
      String vm, SshServer server, SerialConsole console, SshClient client, LoginTimes times) {
    long deadline = System.nanoTime() + times.login().toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
      try {
        ClientSession session =
            client.connect(server.user(), server.address()).verify(left).getSession();
        session.auth().verify(left);
        return session;
      } catch (IOException refused) {
        if (System.nanoTime() >= deadline) {
          throw new GuestException(
              "No SSH login as [%s] in virtual machine [%s] within %d ms: %s"
                  .formatted(server, vm, times.login().toMillis(), refused),
              refused);
        }
        awaitChange(vm, console, times);
      }
    }
  }

  /** A guest that boots says something on its console; one that is silent is asked by sampling. */
  private static void awaitChange(String vm, SerialConsole console, LoginTimes times) {
    try {
      console.awaitMore(times.sampling());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GuestException(
          "The SSH login in virtual machine [" + vm + "] was not waited for: interrupted", e);
    }
  }

  /** Whether the connection is there; it is not after a migration. */
  public boolean isOpen() {
    return session.isOpen();
  }

  /* The command comes by the shell's input, for servers limit the length of what they execute. */
  @Override
  CommandResult execute(String command, Duration timeout) {
    String id = UUID.randomUUID().toString();
    PendingCommand pending = new PendingCommand(id, id.replace("-", ""));
    long begin = System.nanoTime();
    try (ChannelExec channel = session.createExecChannel("exec sh")) {
      channel.setIn(new ByteArrayInputStream(script(id, command).getBytes(UTF_8)));
      OutputPieces output = new OutputPieces(pending);
      channel.setOut(output);
      channel.setErr(output);
      channel.addCloseFutureListener(
          closed ->
              pending.fail("its connection was closed: the machine is gone, or has migrated"));
      channel.open().verify(timeout);
      int exitCode = pending.exitCode().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      // The server's turn: some end the connection when they hear of a channel they have closed.
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), FOR_CLOSE);
      transcript.note(
          command, pending.output(), "exit " + exitCode + ", " + duration.toMillis() + " ms");
      return new CommandResult(exitCode, pending.output(), duration);
    } catch (TimeoutException e) {
      kill(id);
      throw failure(
          pending, command, "did not end within " + timeout.toMillis() + " ms; it was killed", e);
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

  /* Output and end mark come by the same pipe; the file tells whom to kill. */
  private static String script(String id, String command) {
    String body = ShellWord.quoteLines("echo $$ >\"$1\"; exec sh -c \"$2\"");
    String file = pidFile(id);
    return String.join(
        "\n",
        "exec 2>&1",
        "setsid sh -c "
            + body
            + " sh "
            + file
            + " "
            + ShellWord.quoteLines(command)
            + " </dev/null",
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
      // Then there is nothing left to kill it by.
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
        throw new IOException("[%s] ended with status [%s]".formatted(command, status));
      }
    }
  }

  private GuestException failure(
      PendingCommand pending, String command, String problem, Exception cause) {
    String output = pending.output();
    transcript.note(command, output, problem);
    return new GuestException(
        "Command [%s] in virtual machine [%s], by SSH, %s; %s"
            .formatted(command, vm, problem, GuestMessages.excerpt(output)),
        cause);
  }

  @Override
  public void close() {
    session.close(true);
    client.close(true);
  }

  /** Gives a command what the server sends, in order. */
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
