package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A real debugger at a real worker. */
@Timeout(120)
final class DebuggerTests {

  private static final Pattern WAITS =
      Pattern.compile("Host \\[destination] waits for a debugger on local port \\[(\\d+)]");

  /** Standard output that passes on and tells of the debugger's port. */
  private static final class Console extends ByteArrayOutputStream {

    private final CompletableFuture<String> port = new CompletableFuture<>();

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      Matcher matcher = WAITS.matcher(toString(StandardCharsets.UTF_8));
      if (matcher.find()) {
        port.complete(matcher.group(1));
      }
    }
  }

  @Test
  void workerWaitsForADebuggerOnThePortThatTheConsoleShows(@TempDir Path reports) throws Exception {
    PrintStream before = System.out;
    Console console = new Console();
    System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
    try {
      CompletableFuture<EngineExecutionResults> run =
          CompletableFuture.supplyAsync(() -> run(reports, "destination"));
      VirtualMachine debugged = attach(console.port.get(60, TimeUnit.SECONDS));
      assertThat(run).isNotDone();
      debugged.resume();

      run.get(60, TimeUnit.SECONDS).testEvents().assertStatistics(s -> s.started(2).succeeded(2));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void saysWhichHostsThereAreToDebug(@TempDir Path reports) {
    EngineExecutionResults results = run(reports, "destinatoin");

    results
        .containerEvents()
        .failed()
        .assertThatEvents()
        .haveExactly(
            1,
            finishedWithFailure(
                message(m -> m.contains("[destinatoin]") && m.contains("[source, destination]"))));
  }

  private static EngineExecutionResults run(Path reports, String debugged) {
    return EngineTestKit.engine("multihost")
        .selectors(selectClass(DebuggedTestCase.class.getName()))
        .configurationParameter("multihost.report.dir", reports.toString())
        .configurationParameter("multihost.debug", debugged)
        .execute();
  }

  private static VirtualMachine attach(String port) throws Exception {
    AttachingConnector socket =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(each -> each.transport().name().equals("dt_socket"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = socket.defaultArguments();
    arguments.get("hostname").setValue("127.0.0.1");
    arguments.get("port").setValue(port);
    return socket.attach(arguments);
  }
}
