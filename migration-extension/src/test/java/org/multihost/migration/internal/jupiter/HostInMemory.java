package org.multihost.migration.internal.jupiter;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.multihost.migration.internal.junit.SessionStore;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.HostIdentity;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/**
 * One of several hosts in this JVM: a launcher session as a worker's, with Jupiter and the
 * extension's own listener, and nothing else. Used by one thread.
 */
public final class HostInMemory implements AutoCloseable {

  private static final HostConsole SILENT =
      new HostConsole(new PrintStream(OutputStream.nullOutputStream()), "");

  private final LauncherSession session;

  /** A host that is connected. */
  public HostInMemory(HostConnection connection, Time time, VirtualMachineDriverProvider driver) {
    this.session =
        LauncherFactory.openSession(
            LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .addLauncherSessionListeners(new SkipReportingListener())
                .build());
    String host = connection.self();
    HostIdentity identity =
        new HostIdentity(
            host,
            InetSocketAddress.createUnresolved("localhost", 1),
            "",
            "127.0.0.1",
            "The test",
            false,
            false);
    SessionStore store = SessionStore.of(session);
    HostSession.announce(store, driver);
    new HostSession.Surroundings(connection, time, SILENT).announce(store, identity);
  }

  /** Runs a class, as a worker that its controller asks for it. */
  public void run(Class<?> type, Map<String, String> settings, TestExecutionListener listener) {
    session
        .getLauncher()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(type))
                .enableImplicitConfigurationParameters(false)
                .configurationParameters(settings)
                .build(),
            listener);
  }

  /** Leaves the run. */
  @Override
  public void close() {
    session.close();
  }
}
