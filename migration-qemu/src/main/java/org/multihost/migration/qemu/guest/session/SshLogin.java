package org.multihost.migration.qemu.guest.session;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apiguardian.api.API;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.ssh.RefusedOffers;
import org.multihost.migration.qemu.guest.ssh.SshKeys;
import org.multihost.migration.qemu.process.DurationText;
import org.multihost.migration.spi.text.ShellWord;

/**
 * A login to a guest by SSH, also while it still boots.
 *
 * @param console whose output is a sign of the guest's progress
 * @param timeout for the whole login
 * @param times those of the session; the sampling interval is also that of further login attempts
 *     while the guest's console is silent
 * @param transcript the log of commands and their results; appended to
 */
@API(status = INTERNAL)
public record SshLogin(
    SerialConsole console, Duration timeout, SessionTimes times, Path transcript) {

  /** OpenSSH's words to a client that offers more keys than its {@code MaxAuthTries} allows. */
  private static final String TOO_MANY = "Too many authentication failures";

  /**
   * Logs in to the default guest. Through its serial session it receives the public key and returns
   * its host key.
   *
   * @param given the user's keys; a new pair if there are none
   * @param port of this host, forwarded to the guest's
   * @param guestPort the port of the guest's SSH server
   * @throws GuestException if that is not possible in time
   */
  public SshSession by(SerialSession serial, SshKeys given, int port, int guestPort) {
    SshKeys keys = given.publicKey().isPresent() ? given : SshKeys.made();
    String key = PublicKeyEntry.toString(keys.publicKey().orElseThrow());
    String hostKey =
        serial
            .run("sh /lib/multihost/ssh " + ShellWord.of(key) + " " + guestPort, timeout)
            .output();
    return open(serial.vm(), SshServer.known(port, keys, hostKey), true, () -> true);
  }

  /**
   * Logs in to the server of the user's own guest.
   *
   * @throws GuestException if that is not possible in time, or the server refuses the user
   */
  public SshSession to(String vm, SshServer server) {
    return to(vm, server, () -> true);
  }

  /**
   * Logs in to a server that may know the user only later.
   *
   * @param knowsUsers returns whether a refusal is final
   * @throws GuestException as {@link #to(String, SshServer)} does
   */
  public SshSession to(String vm, SshServer server, BooleanSupplier knowsUsers) {
    return open(vm, server, false, knowsUsers);
  }

  private SshSession open(
      String vm, SshServer server, boolean isDefaultGuest, BooleanSupplier knowsUsers) {
    SshClient client = server.newClient();
    RefusedOffers refused = new RefusedOffers();
    refused.listenTo(client);
    client.start();
    try {
      ClientSession session = connect(vm, server, client, refused, knowsUsers);
      return new SshSession(
          vm, client, session, isDefaultGuest, times.command(), new SessionTranscript(transcript));
    } catch (RuntimeException failed) {
      client.close(true);
      throw failed;
    }
  }

  /* Before the guest listens, the forwarded port accepts a connection and closes it again. */
  private ClientSession connect(
      String vm,
      SshServer server,
      SshClient client,
      RefusedOffers refused,
      BooleanSupplier knowsUsers) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
      boolean isFinal = knowsUsers.getAsBoolean();
      try {
        return authenticated(
            client.connect(server.user(), server.address()).verify(left).getSession(), left);
      } catch (IOException failed) {
        if (isFinal && isRefusal(failed)) {
          String problem = "was refused: %s; check its user, password and identity";
          throw failure(vm, server, problem.formatted(refused), failed);
        }
        if (System.nanoTime() >= deadline) {
          throw failure(vm, server, "was not possible within " + DurationText.of(timeout), failed);
        }
        awaitChange(vm);
      }
    }
  }

  private static ClientSession authenticated(ClientSession session, Duration limit)
      throws IOException {
    try {
      session.auth().verify(limit);
      return session;
    } catch (IOException failed) {
      session.close(true);
      throw failed;
    }
  }

  private static boolean isRefusal(IOException failed) {
    return failed instanceof SshException refusal
        && (refusal.getDisconnectCode()
                == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
            || String.valueOf(refusal.getMessage()).contains(TOO_MANY));
  }

  private static GuestException failure(
      String vm, SshServer server, String problem, IOException cause) {
    return new GuestException(
        "The SSH login as [%s] in virtual machine [%s] %s: %s"
            .formatted(server, vm, problem, cause.getMessage()),
        cause);
  }

  /**
   * A booting guest writes to its console; a silent one is tried again after the sampling interval.
   */
  private void awaitChange(String vm) {
    try {
      console.awaitMore(times.sampling());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GuestException(
          "The SSH login in virtual machine [" + vm + "] was not waited for: interrupted", e);
    }
  }
}
