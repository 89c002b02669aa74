package org.multihost.migration.internal.rendezvous.hazelcast;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is derived from a run's secret, so that the secret itself stays in its process. */
final class ClusterName {

  /** What a cluster's name begins with. */
  static final String PREFIX = "multihost-";

  private static final String ALGORITHM = "HmacSHA256";

  private ClusterName() {}

  /** The cluster's name, by which a stranger is turned away; to be kept out of every log. */
  static String clusterName(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      // A key must not be empty, a secret may be.
      mac.init(new SecretKeySpec((secret + "\n").getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] derived = mac.doFinal("multihost cluster".getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(derived);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no [" + ALGORITHM + "]", e);
    }
  }

  /** A name of its own for a Hazelcast instance in this process. */
  static String unique() {
    return UUID.randomUUID().toString();
  }
}
