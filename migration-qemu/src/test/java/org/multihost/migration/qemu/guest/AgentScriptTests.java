package org.multihost.migration.qemu.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.console.SerialLine;
import org.multihost.migration.qemu.guest.session.SerialSession;
import org.multihost.migration.qemu.guest.session.SessionTimes;

/** The session with the real agent script, which runs on this machine. */
@Timeout(120)
class AgentScriptTests {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final SessionTimes TIMES = new SessionTimes(SOON, Duration.ofSeconds(5));

  @TempDir Path directory;

  private AgentProcess agent;
  private SerialConsole console;
  private SocketChannel guestConsole;
  private SocketChannel guestPort;
  private SerialSession session;

  @BeforeEach
  public void connect() throws IOException {
    agent = AgentProcess.start(directory);
    SocketPair consolePair = SocketPair.create();
    guestConsole = consolePair.guest();
    console =
        SerialConsole.open(
            new SerialLine("vm1", consolePair.host(), () -> SerialLine.GONE),
            directory.resolve("console.log"));
    SocketPair pair = SocketPair.create();
    guestPort = pair.guest();
    agent.connect(guestPort);
    session =
        SerialSession.open(
            new SerialLine("vm1", pair.host(), () -> SerialLine.GONE),
            console,
            TIMES,
            directory.resolve("session.log"));
  }

  @AfterEach
  void disconnect() throws IOException {
    session.close();
    console.close();
    agent.close();
    guestPort.close();
    guestConsole.close();
  }

  @Test
  void returnsOutputOfBothStreamsAndExitCode() {
    session.awaitReady(SOON);

    CommandResult result = session.runUnchecked("echo one; echo two >&2; printf three; exit 7");

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.output()).isEqualTo("one\ntwo\nthree");
  }

  @Test
  void passesCommandsAsTheyAre() {
    session.awaitReady(SOON);
    String text = "it's \"ünï\" \\n $HOME `x` 漢 *\t;\n  second line \\\\";

    String quoted = "'" + text.replace("'", "'\\''") + "'";

    assertThat(session.run("printf %s " + quoted).output()).isEqualTo(text);
  }

  @Test
  void runsLongCommands() {
    session.awaitReady(SOON);

    assertThat(session.run("printf %s " + "x".repeat(30_000) + " | wc -c").output().strip())
        .isEqualTo("30000");
    assertThatThrownBy(() -> session.run("echo " + "x".repeat(40_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[40005] bytes");
  }

  @Test
  void losesNoByteOfLargeOutput() {
    session.awaitReady(SOON);

    String output = session.run("seq 1 400000").output();

    assertThat(output.lines().count()).isEqualTo(400_000);
    assertThat(output).startsWith("1\n2\n").endsWith("\n399999\n400000\n");
  }

  @Test
  void doesNotWaitForBackgroundJobs() {
    session.awaitReady(SOON);

    CommandResult result = session.run("sleep 1000 & echo $!", Duration.ofSeconds(30));

    session.run("kill " + result.output().strip());
  }

  @Test
  void keepsChatOfBackgroundJobsOutOfLaterCommands() {
    session.awaitReady(SOON);
    String job = session.run("while :; do echo chat; done >&1 & echo pid $!").output();
    String pid = job.lines().filter(line -> line.startsWith("pid ")).findFirst().orElseThrow();

    for (int i = 0; i < 5; i++) {
      assertThat(session.run("echo quiet " + i).output()).isEqualTo("quiet " + i + "\n");
    }

    session.run("kill -0 " + pid.substring(4) + " && kill " + pid.substring(4));
  }

  @Test
  void saysWhatFailed() {
    session.awaitReady(SOON);

    assertThatThrownBy(() -> session.run("echo reason; exit 3"))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("[echo reason; exit 3]")
        .hasMessageContaining("[vm1]")
        .hasMessageContaining("status [3]")
        .hasMessageContaining("    reason");
  }

  @Test
  void shortensALongCommandInItsMessage() {
    session.awaitReady(SOON);

    assertThatThrownBy(() -> session.run("exit 3; " + "x".repeat(30_000)))
        .hasMessageContaining("xxx… (30008 characters)] in virtual machine [vm1] exited")
        .extracting(thrown -> thrown.getMessage().length(), INTEGER)
        .isLessThan(1000);
  }

  @Test
  void killsCommandThatDoesNotEndInTimeAndGoesOn() throws IOException {
    session.awaitReady(SOON);
    // This JVM's alone: other tests sleep on this machine too.
    String sleep = "sleep 1000." + ProcessHandle.current().pid();
    guestConsole.write(java.nio.ByteBuffer.wrap("last words\n".getBytes()));
    console.await("last words", SOON);

    assertThatThrownBy(() -> session.run("echo so far; " + sleep, Duration.ofSeconds(2)))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("[echo so far; %s]".formatted(sleep))
        .hasMessageContaining("[vm1] did not end within 2 s; it was killed")
        .hasMessageContaining("    so far")
        .hasMessageContaining("    last words");

    assertThat(session.run("echo alive").output()).isEqualTo("alive\n");
    assertThat(session.runUnchecked("ps -A -o args | grep -v grep | grep '%s$'".formatted(sleep)))
        .returns("", CommandResult::output)
        .returns(1, CommandResult::exitCode);
  }

  @Test
  void restoresTheInterruptFlag() throws ExecutionException, InterruptedException {
    session.awaitReady(SOON);
    AtomicBoolean flag = new AtomicBoolean();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                session.run("touch " + directory.resolve("begun") + "; sleep 1000");
                thrown.complete(new AssertionError("no exception"));
              } catch (GuestException e) {
                flag.set(Thread.currentThread().isInterrupted());
                thrown.complete(e);
              }
            });
    waiter.start();
    org.awaitility.Awaitility.await().until(() -> Files.exists(directory.resolve("begun")));

    waiter.interrupt();

    assertThat(thrown.get()).hasMessageContaining("interrupted");
    assertThat(flag).isTrue();
    assertThat(session.run("echo alive").output()).isEqualTo("alive\n");
  }

  @Test
  void getsInStepWithAnAgentThatWasCutInTheMiddleOfALine() throws IOException {
    agent.disturb("garbage X \u0001\nX 1-1 abc 30 'rm -rf " + directory);

    session.awaitReady(SOON);

    assertThat(session.run("echo alive").output()).isEqualTo("alive\n");
    assertThat(directory).exists();
  }

  @Test
  void keepsTheBeginningOfALineWhenACommandEnds() throws Exception {
    session.awaitReady(SOON);
    Path end = directory.resolve("end");
    Path begun = directory.resolve("begun");
    Path second = directory.resolve("second");
    CompletableFuture<CommandResult> first =
        CompletableFuture.supplyAsync(
            () -> session.run("mkfifo %s; touch %s; cat %s".formatted(end, begun, end)));
    org.awaitility.Awaitility.await().until(() -> Files.exists(begun));
    String word = "'touch " + second + "'";
    agent.disturb("X 1-1 abc %d %s".formatted(word.length(), word.substring(0, 7)));
    List<ProcessHandle> children = agent.children();

    Files.writeString(end, "over");
    assertThat(first.get().output()).isEqualTo("over");
    for (ProcessHandle child : children) {
      child.onExit().get();
    }
    agent.disturb(word.substring(7) + "\n");

    org.awaitility.Awaitility.await().until(() -> Files.exists(second));
  }

  @Test
  void killsWhatAnEarlierSessionLeftUnfinishedButNotItsBackgroundJobs() throws IOException {
    session.awaitReady(SOON);
    String job = session.run("sleep 2000 & echo $!").output().strip();
    agent.disturb("X 1-1 abc 12 'sleep 3000'\n");
    org.awaitility.Awaitility.await()
        .until(() -> session.run("ps -o args").output().contains("sleep 3000"));

    session.awaitReady(SOON);

    assertThat(session.run("kill -0 " + job + " && kill " + job).exitCode()).isZero();
    org.awaitility.Awaitility.await()
        .until(() -> !session.run("ps -o args").output().lines().anyMatch("sleep 3000"::equals));
  }

  @Test
  void failsWhoeverWaitsWhenThePortIsClosed() throws Exception {
    session.awaitReady(SOON);
    CompletableFuture<CommandResult> waiting =
        CompletableFuture.supplyAsync(
            () -> session.run("touch " + directory.resolve("begun") + "; sleep 1000"));
    org.awaitility.Awaitility.await().until(() -> Files.exists(directory.resolve("begun")));

    guestPort.close();

    assertThatThrownBy(waiting::join)
        .hasCauseInstanceOf(GuestException.class)
        .hasMessageContaining("the VM has ended, or has migrated away");
    assertThatThrownBy(() -> session.run("true"))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("the VM has ended, or has migrated away");
  }
}
