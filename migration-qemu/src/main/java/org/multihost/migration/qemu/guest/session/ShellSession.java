package org.multihost.migration.qemu.guest.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.GuestSession;
import org.multihost.migration.qemu.process.DurationText;
import org.multihost.migration.spi.text.ShellWord;

/**
 * A session over any connection: commands one after the other, background work, and file copies.
 */
abstract class ShellSession implements GuestSession, AutoCloseable {

  private static final int PIECE = 18 * 1024;

  private final String vm;
  private final Duration commandTimeout;
  private final SessionTranscript transcript;
  private final ReentrantLock turn = new ReentrantLock(true);

  ShellSession(String vm, Duration commandTimeout, SessionTranscript transcript) {
    this.vm = vm;
    this.commandTimeout = commandTimeout;
    this.transcript = transcript;
  }

  /** Runs a command in parallel with others, without waiting for a turn. */
  public abstract CommandResult execute(String command, Duration timeout);

  /**
   * Writes a file in the guest; {@code remote} is a word of the shell. By default by commands, in
   * pieces, because the length of a command is limited.
   */
  void upload(Path local, String remote) throws IOException {
    run(": >" + remote);
    try (InputStream file = Files.newInputStream(local)) {
      for (byte[] piece = file.readNBytes(PIECE);
          piece.length > 0;
          piece = file.readNBytes(PIECE)) {
        String text = Base64.getEncoder().encodeToString(piece);
        run("base64 -d >>" + remote + " <<end\n" + text + "\nend");
      }
    }
  }

  /** Reads a file of the guest; {@code remote} is a word of the shell. By default by a command. */
  void download(String remote, Path local) throws IOException {
    Files.write(local, Base64.getMimeDecoder().decode(run("base64 " + remote).output()));
  }

  /**
   * Returns the command that manages background work in the guest; the default guest contains it.
   */
  String workScript() {
    return "sh /lib/multihost/work";
  }

  @Override
  public abstract void close();

  public String vm() {
    return vm;
  }

  @Override
  public CommandResult run(String command) {
    return run(command, commandTimeout);
  }

  @Override
  public CommandResult run(String command, Duration timeout) {
    return GuestMessages.requireSuccess(vm, command, runUnchecked(command, timeout));
  }

  @Override
  public CommandResult runUnchecked(String command) {
    return runUnchecked(command, commandTimeout);
  }

  @Override
  public CommandResult runUnchecked(String command, Duration timeout) {
    takeTurn(command, timeout);
    try {
      return execute(command, timeout);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public BackgroundWork start(String command) {
    String start = workScript() + " start " + ShellWord.of(command);
    String number = run(start).output().strip();
    return new GuestWork(this, Integer.parseInt(number), command);
  }

  @Override
  public List<BackgroundWork> started() {
    String[] words = run(workScript() + " list").output().split("\0");
    List<BackgroundWork> works = new ArrayList<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      works.add(new GuestWork(this, Integer.parseInt(words[i]), words[i + 1]));
    }
    return List.copyOf(works);
  }

  @Override
  public void copyTo(Path local, String remote) {
    try {
      upload(local, ShellWord.of(remote));
      requireSame("to", local, remote, FileSum.of(local), sumThere(remote));
    } catch (IOException e) {
      throw failed("to", local, remote, e.toString(), e);
    }
  }

  @Override
  public void copyFrom(String remote, Path local) {
    FileSum expected = sumThere(remote);
    try {
      download(ShellWord.of(remote), local);
      requireSame("from", local, remote, expected, FileSum.of(local));
    } catch (IOException e) {
      throw failed("from", local, remote, e.toString(), e);
    }
  }

  private FileSum sumThere(String remote) {
    String file = ShellWord.of(remote);
    return FileSum.parse(run("wc -c <" + file + " && sha256sum <" + file).output());
  }

  private void requireSame(
      String direction, Path local, String remote, FileSum expected, FileSum found) {
    if (!expected.equals(found)) {
      throw failed(
          direction, local, remote, "expected [%s], found [%s]".formatted(expected, found), null);
    }
  }

  private GuestException failed(
      String direction, Path local, String remote, String reason, @Nullable Throwable cause) {
    return new GuestException(
        "The copy of [%s] %s [%s] in virtual machine [%s] failed: %s"
            .formatted(local, direction, remote, vm, reason),
        cause);
  }

  private void takeTurn(String command, Duration timeout) {
    try {
      if (turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
      throw new GuestException(
          "Command [%s] in virtual machine [%s] did not get its turn within %s: another command of this session still runs; transcript: %s"
              .formatted(
                  GuestMessages.command(command), vm, DurationText.of(timeout), transcript.file()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GuestException(
          "Command [%s] in virtual machine [%s] was not run: the thread was interrupted while it waited for its turn"
              .formatted(GuestMessages.command(command), vm),
          e);
    }
  }
}
