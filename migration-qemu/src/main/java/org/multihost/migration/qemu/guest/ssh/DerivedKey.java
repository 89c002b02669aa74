package org.multihost.migration.qemu.guest.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * An Ed25519 key that follows from its secret (RFC 8032, section 5.1.5), so that whoever knows the
 * secret can make the key again.
 *
 * <p>The pair goes to the SSH library in the format of OpenSSH's files, because the library does
 * not take the JDK's own keys of this type.
 *
 * @param secret 32 bytes
 */
record DerivedKey(byte[] secret) {

  private static final String TYPE = "ssh-ed25519";

  /** The end of the encoded public key is the key itself (RFC 8410, section 4). */
  private static final int LENGTH = 32;

  KeyPair pair() {
    try {
      byte[] file =
          "-----BEGIN OPENSSH PRIVATE KEY-----\n%s\n-----END OPENSSH PRIVATE KEY-----\n"
              .formatted(Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(body()))
              .getBytes(US_ASCII);
      return SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName("key of the run"),
              new ByteArrayInputStream(file),
              FilePasswordProvider.EMPTY)
          .iterator()
          .next();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java since 15 has Ed25519", e);
    }
  }

  /** The JDK makes the public key only together with a new private key, from 32 random bytes. */
  private byte[] publicKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Known(secret));
    KeyPair made = generator.generateKeyPair();
    byte[] seed = ((EdECPrivateKey) made.getPrivate()).getBytes().orElseThrow();
    if (!Arrays.equals(seed, secret)) {
      throw new GeneralSecurityException("The JDK does not take the private key as it is");
    }
    byte[] encoded = made.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - LENGTH, encoded.length);
  }

  private byte[] body() throws GeneralSecurityException, IOException {
    byte[] key = publicKey();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream body = new DataOutputStream(bytes);
    body.write("openssh-key-v1\0".getBytes(US_ASCII));
    write(body, "none".getBytes(US_ASCII), "none".getBytes(US_ASCII), new byte[0]);
    body.writeInt(1);
    write(body, strings(TYPE.getBytes(US_ASCII), key), secretPart(key));
    return bytes.toByteArray();
  }

  /** Two equal numbers, the key, an empty comment, and padding to a multiple of eight. */
  private byte[] secretPart(byte[] key) throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    part.write(new byte[8]);
    byte[] both = Arrays.copyOf(secret, 2 * LENGTH);
    System.arraycopy(key, 0, both, LENGTH, LENGTH);
    part.write(strings(TYPE.getBytes(US_ASCII), key, both, new byte[0]));
    for (int padding = 1; part.size() % 8 != 0; padding++) {
      part.write(padding);
    }
    return part.toByteArray();
  }

  private static byte[] strings(byte[]... all) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(new DataOutputStream(bytes), all);
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, byte[]... strings) throws IOException {
    for (byte[] string : strings) {
      out.writeInt(string.length);
      out.write(string);
    }
  }

  /** A source of bytes that are known already. */
  private static final class Known extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    Known(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] into) {
      System.arraycopy(bytes, 0, into, 0, into.length);
    }
  }
}
