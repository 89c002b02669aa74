package org.multihost.migration.qemu.guest.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestException;

/**
 * The file of a private key in any format that OpenSSH writes, with the certificate beside it.
 *
 * @param vm the name of the VM that it is for
 * @param passphrase needed if the key is encrypted
 */
record IdentityFile(String vm, Path file, Optional<String> passphrase) {

  private static final Pattern PRIVATE = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
  private static final Pattern PUBLIC =
      Pattern.compile("^(?:ssh-|ecdsa-|sk-|-----BEGIN [A-Z ]*PUBLIC KEY)");

  /**
   * Returns its key: with the certificate, if there is one, and without.
   *
   * @throws GuestException if it cannot be read; the message says why, and what to do
   */
  List<KeyPair> read() {
    requirePrivateKey(content(file));
    List<KeyPair> pairs = new ArrayList<>();
    for (KeyPair pair : keys(new Passphrase(passphrase))) {
      certificate()
          .map(certificate -> new KeyPair(certificate, pair.getPrivate()))
          .ifPresent(pairs::add);
      pairs.add(pair);
    }
    return List.copyOf(pairs);
  }

  private String content(Path path) {
    try {
      return new String(Files.readAllBytes(path), ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw wrong(
          path, "does not exist; it is searched from [" + Path.of("").toAbsolutePath() + "]", e);
    } catch (AccessDeniedException e) {
      throw wrong(path, "cannot be read by the user [" + System.getProperty("user.name") + "]", e);
    } catch (IOException e) {
      throw wrong(path, "cannot be read: " + e.getMessage(), e);
    }
  }

  private void requirePrivateKey(String content) {
    if (PRIVATE.matcher(content).find()) {
      return;
    }
    if (content.startsWith("PuTTY-User-Key-File")) {
      throw wrong(
          file,
          "has the format of PuTTY; convert it: puttygen %s -O private-openssh-new -o NEW"
              .formatted(file),
          null);
    }
    throw wrong(
        file,
        PUBLIC.matcher(content).find()
            ? "is a public key; name the file of the private key"
            : "is not a private key in a format of OpenSSH",
        null);
  }

  private Iterable<KeyPair> keys(Passphrase given) {
    byte[] bytes = content(file).getBytes(ISO_8859_1);
    Exception cause = null;
    try {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(file.toString()), new ByteArrayInputStream(bytes), given);
      if (pairs != null && pairs.iterator().hasNext()) {
        return pairs;
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      cause = e;
    }
    throw wrong(file, problem(given, cause), cause);
  }

  private String problem(Passphrase given, @Nullable Exception cause) {
    if (given.wasAsked()) {
      return passphrase.isPresent()
          ? "is encrypted, and the passphrase in [multihost.vm.%s.passphrase] does not open it"
              .formatted(vm)
          : "is encrypted; set its passphrase as [multihost.vm.%s.passphrase], or add it to an SSH agent and set [multihost.vm.%1$s.identity] to [agent]"
              .formatted(vm);
    }
    String reason = cause == null ? "no key was found in it" : String.valueOf(cause.getMessage());
    return reason.contains("sk-")
        ? "is the key of a security token, which only an SSH agent can use: set [multihost.vm.%s.identity] to [agent]"
            .formatted(vm)
        : "is damaged, or of an unknown type: " + reason;
  }

  private Optional<PublicKey> certificate() {
    Path beside = file.resolveSibling(file.getFileName() + "-cert.pub");
    if (!Files.exists(beside)) {
      return Optional.empty();
    }
    try {
      return Optional.of(KeyUtils.loadPublicKey(beside));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw wrong(beside, "is not a certificate of OpenSSH: " + e.getMessage(), e);
    }
  }

  private GuestException wrong(Path path, String problem, @Nullable Exception cause) {
    return new GuestException(
        "The SSH key of virtual machine [%s] cannot be used: [%s] %s".formatted(vm, path, problem),
        cause);
  }
}
