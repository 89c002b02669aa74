package org.multihost.migration.qemu.guest.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.GuestSession;
import org.multihost.migration.qemu.guest.SocketPair;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.console.SerialLine;

@Timeout(60)
class CloudReportTests {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;

  private SocketPair pair;
  private SerialConsole console;

  @BeforeEach
  void open() throws IOException {
    pair = SocketPair.create();
    console =
        SerialConsole.open(
            new SerialLine("vm1", pair.host(), () -> SerialLine.GONE),
            directory.resolve("console.log"));
  }

  @AfterEach
  void close() {
    console.close();
  }

  private static GuestSession answering(Supplier<CommandResult> answer) {
    return (GuestSession)
        Proxy.newProxyInstance(
            CloudReportTests.class.getClassLoader(),
            new Class<?>[] {GuestSession.class},
            (proxy, method, arguments) -> answer.get());
  }

  private void await(int exitCode, String output) {
    new CloudReport("vm1", console)
        .awaitSuccess(
            answering(() -> new CommandResult(exitCode, output, Duration.ofSeconds(1))), LIMIT);
  }

  private void shows(String text) throws Exception {
    pair.guest().write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    console.await(text.strip(), LIMIT);
  }

  @Test
  void theLastMessageOnTheConsoleIsTheEnd() throws Exception {
    CloudReport report = new CloudReport("vm1", console);
    shows("Cloud-init v. 22.4.2 running 'init' at Sat, 28 Nov 2026\n");
    assertThat(report.hasEnded()).isFalse();

    shows("[   70.1] cloud-init[400]: Cloud-init v. 22.4.2 finished at Sat, 28 Nov 2026\n");
    assertThat(report.hasEnded()).isTrue();
  }

  @Test
  void successAndAGuestWithoutTheProgramAreNoFailure() {
    assertThatCode(() -> await(0, "")).doesNotThrowAnyException();
    assertThatCode(() -> await(127, "")).doesNotThrowAnyException();
  }

  @Test
  void aFailedModuleIsReportedWithItsWords() {
    assertThatThrownBy(() -> await(1, "status: error\n"))
        .isInstanceOf(GuestException.class)
        .hasMessageContainingAll(
            "virtual machine [vm1] has failed: [status: error]",
            "[multihost.vm.vm1.user-data]",
            "/var/log/cloud-init.log");
  }

  @Test
  void aCloudInitThatDoesNotEndIsReported() {
    GuestSession slow =
        answering(
            () -> {
              throw new GuestException("did not end");
            });

    assertThatThrownBy(() -> new CloudReport("vm1", console).awaitSuccess(slow, LIMIT))
        .isInstanceOf(GuestException.class)
        .hasMessageContainingAll(
            "virtual machine [vm1] has not ended: did not end", "multihost.timeout.login");
  }
}
