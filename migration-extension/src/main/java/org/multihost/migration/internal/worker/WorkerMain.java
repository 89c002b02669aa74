package org.multihost.migration.internal.worker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.core.LauncherFactory;
import org.multihost.migration.internal.jupiter.HostSession;

/** The entry point of a worker's JVM. */
public final class WorkerMain {

  /** The system property that marks a JVM as a worker; its value is the host's name. */
  public static final String MARK = "org.multihost.migration.worker";

  private static final int FAILED = 1;

  private WorkerMain() {}

  /** Reads the bootstrap from the standard input, then serves the controller. */
  public static void main(String[] args) {
    InputStream pipe = System.in;
    System.setIn(InputStream.nullInputStream());
    int exitCode;
    try {
      exitCode = serve(JsonLineConnection.read(firstLine(pipe), WorkerBootstrap.class), pipe);
    } catch (IOException | RuntimeException | Error e) {
      e.printStackTrace();
      exitCode = FAILED;
    }
    // Hazelcast's threads are not daemons: without this the JVM would not exit.
    System.exit(exitCode);
  }

  private static int serve(WorkerBootstrap bootstrap, InputStream pipe) throws IOException {
    bootstrap.systemProperties().forEach(System::setProperty);
    System.setProperty(MARK, bootstrap.host());
    try (WorkerSession session = new WorkerSession(LauncherFactory.openSession())) {
      new ControllerWatch(bootstrap.host(), pipe, session).start();
      // Before the connection to the controller: from joining on, the loss of this host is
      // detected.
      HostSession.join(
          session.store(),
          bootstrap.identity(),
          bootstrap.meeting().join(),
          bootstrap.meeting().silence());
      try (JsonLineConnection<WorkerCommand> controller = connect(bootstrap)) {
        boolean dismissed = new Worker(session, controller).serve();
        return dismissed ? 0 : ControllerWatch.CONTROLLER_GONE;
      }
    }
  }

  private static JsonLineConnection<WorkerCommand> connect(WorkerBootstrap bootstrap)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), bootstrap.controllerPort());
    JsonLineConnection<WorkerCommand> controller =
        new JsonLineConnection<>(socket, WorkerCommand.class);
    controller.send(new WorkerEvent.Hello(bootstrap.token()));
    return controller;
  }

  /** Reads up to the line's end only: the rest belongs to {@link ControllerWatch}. */
  private static String firstLine(InputStream pipe) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = pipe.read(); c != '\n'; c = pipe.read()) {
      if (c < 0) {
        throw new EOFException("The controller ended before it sent this worker its identity");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
