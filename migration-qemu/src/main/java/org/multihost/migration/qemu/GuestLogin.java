package org.multihost.migration.qemu;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestException;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.guest.builtin.BuiltinGuest;
import org.multihost.migration.qemu.guest.builtin.GuestReport;
import org.multihost.migration.qemu.guest.cloud.CloudReport;
import org.multihost.migration.qemu.guest.cloud.CloudSeed;
import org.multihost.migration.qemu.guest.session.ConsoleLogin;
import org.multihost.migration.qemu.guest.session.ConsoleSession;
import org.multihost.migration.qemu.guest.session.SerialSession;
import org.multihost.migration.qemu.guest.session.SessionTimes;
import org.multihost.migration.qemu.guest.session.SshLogin;
import org.multihost.migration.qemu.guest.session.SshServer;
import org.multihost.migration.qemu.guest.session.SshSession;
import org.multihost.migration.qemu.guest.ssh.SshKeys;
import org.multihost.migration.qemu.machine.GuestNetwork;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.GuestAccess;
import org.multihost.migration.spi.OutgoingReport;

/**
 * The login to the guest of one VM, by the VM's access policy. An SSH connection ends with a
 * migration; source and destination each have their own login.
 */
final class GuestLogin implements AutoCloseable {

  /** The least time for a question to a guest that has just let somebody log in. */
  private static final Duration FOR_ANSWER = Duration.ofSeconds(10);

  private final GuestAccess access;
  private final QemuConnections connections;
  private final boolean tiny;
  private final DriverContext context;

  /** Whether the guest may have booted before it is logged in to. */
  private volatile boolean continues;

  // The fields below are guarded by this, for writing.
  private boolean mayNeedAddress;
  private volatile @Nullable SshSession ssh;
  private volatile @Nullable ConsoleSession console;

  /**
   * @param tiny whether the guest is the default guest, with its agent on the second serial port
   * @param incoming whether the guest arrives by migration
   * @param context for the timeouts
   */
  GuestLogin(
      GuestAccess access,
      QemuConnections connections,
      boolean tiny,
      boolean incoming,
      DriverContext context) {
    this.access = access;
    this.connections = connections;
    this.tiny = tiny;
    this.mayNeedAddress = incoming;
    this.continues = incoming;
    this.context = context;
  }

  /** Returns the session; opens it first if necessary. */
  synchronized GuestSession login(Duration timeout) {
    if (connections.builtin().isPresent() && access.login() != GuestAccess.Login.NONE) {
      return connections.session(); // throws: no login gives the built-in guest a shell
    }
    return switch (access.login()) {
      case SERIAL -> {
        regainAddress(timeout);
        yield serial(timeout);
      }
      case SSH -> {
        SshSession open = ssh;
        yield open != null && open.isOpen() ? open : openSsh(timeout);
      }
      case CONSOLE -> {
        ConsoleSession open = console;
        yield open != null && open.isOpen() ? open : openConsole(timeout);
      }
      case NONE ->
          throw new GuestException(
              "Virtual machine [%s] offers no session: its login is [none]; set [multihost.vm.%s.login] to [serial], [ssh] or [console]"
                  .formatted(name(), name()));
    };
  }

  /**
   * Waits for an answer of the guest. The built-in guest checks its memory for it.
   *
   * @throws GuestException if there is none, or the built-in guest has found its memory wrong
   */
  void awaitAnswer(Duration timeout) {
    Optional<BuiltinGuest> builtin = connections.builtin();
    if (builtin.isEmpty()) {
      login(timeout);
      return;
    }
    GuestReport report = builtin.get().verify(timeout);
    if (report.wrong() > 0) {
      throw new GuestException(
          "The built-in guest of virtual machine [%s] has found [%d] pages of its memory wrong, of [%d] checks; %s"
              .formatted(
                  name(), report.wrong(), report.checked(), connections.console().excerpt()));
    }
  }

  private void regainAddress(Duration timeout) {
    if (mayNeedAddress && access.regainAddress().isPresent()) {
      serial(timeout).run(access.regainAddress().get());
    }
    mayNeedAddress = false;
  }

  private SshSession openSsh(Duration timeout) {
    SshKeys keys =
        access.prepared()
            ? CloudSeed.keys(name(), access.credentials(), context)
            : SshKeys.of(name(), access.credentials());
    regainAddress(timeout);
    int port = GuestNetwork.forwardedPort(name(), connections.qmp());
    Path log = connections.process().log().resolveSibling(name() + ".ssh.log");
    SshLogin login = new SshLogin(connections.console(), timeout, times(), log);
    SshSession opened =
        tiny
            ? login.by(serial(timeout), keys, port, access.sshPort())
            : openOwn(login, SshServer.ofUser(port, keys, access.credentials()), timeout);
    ssh = opened;
    return opened;
  }

  /** A guest that cloud-init prepares is ready when that has ended; an arriving one was ready. */
  private SshSession openOwn(SshLogin login, SshServer server, Duration timeout) {
    if (!access.prepared()) {
      return login.to(name(), server);
    }
    CloudReport report = new CloudReport(name(), connections.console());
    long deadline = System.nanoTime() + timeout.toNanos();
    SshSession opened;
    try {
      opened = login.to(name(), server, () -> continues || report.hasEnded());
    } catch (GuestException failed) {
      throw report.explained(failed);
    }
    if (!continues) {
      long left = Math.max(FOR_ANSWER.toNanos(), deadline - System.nanoTime());
      awaitSuccess(report, opened, Duration.ofNanos(left));
    }
    return opened;
  }

  private static void awaitSuccess(CloudReport report, SshSession opened, Duration timeout) {
    try {
      report.awaitSuccess(opened, timeout);
    } catch (GuestException failed) {
      opened.close();
      throw failed;
    }
  }

  private ConsoleSession openConsole(Duration timeout) {
    if (tiny) {
      throw new GuestException(
          "Virtual machine [%s] boots the default guest, which has no shell on its console; set [multihost.vm.%1$s.login] to [serial] or [ssh]"
              .formatted(name()));
    }
    Path log = connections.process().log().resolveSibling(name() + ".console-session.log");
    ConsoleSession opened =
        new ConsoleLogin(name(), connections.console(), access, times(), log)
            .open(continues, timeout);
    console = opened;
    return opened;
  }

  private SessionTimes times() {
    return new SessionTimes(context.commandTimeout(), context.progressInterval());
  }

  private SerialSession serial(Duration timeout) {
    SerialSession session = connections.session();
    if (!tiny) {
      throw new GuestException(
          "Virtual machine [%s] boots a guest of its own, and the login [serial] needs the agent of the default guest; set [multihost.vm.%1$s.login] to [ssh] or [console], or to [none]"
              .formatted(name()));
    }
    session.awaitReady(timeout);
    return session;
  }

  private String name() {
    return connections.process().launch().vm();
  }

  /** Ends the sessions and fails their pending commands, if the guest has left this host. */
  void migrationEnded(OutgoingReport report) {
    if (report.outcome() == MigrationOutcome.COMPLETED
        && !report.state().equals(Optional.of(VmState.RUNNING))) {
      connections.port().guestHasLeft();
      close();
    }
  }

  /**
   * Allows sessions again, if the guest had left for a destination that has failed. Not
   * synchronized: another thread may wait for a login to a guest that is paused.
   */
  void guestIsHere() {
    if (connections.port().guestIsHere()) {
      continues = true;
    }
  }

  /* Not synchronized: it must work while another thread waits for a login. */
  @Override
  public void close() {
    SshSession bySsh = ssh;
    if (bySsh != null) {
      bySsh.close();
    }
    ConsoleSession onConsole = console;
    if (onConsole != null) {
      onConsole.close();
    }
  }
}
