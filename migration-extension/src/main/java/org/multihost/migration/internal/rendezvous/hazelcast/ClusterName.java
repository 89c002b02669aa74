package org.multihost.migration.internal.rendezvous.hazelcast;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The name of the cluster, derived from a run's secret, so that the secret never leaves its
 * process.
 */
final class ClusterName {

  /** The prefix of every cluster name. */
  static final String PREFIX = "multihost-";

  private static final String ALGORITHM = "HmacSHA256";

  private ClusterName() {}

  /**
   * Returns the cluster's name, which keeps processes without the secret out; it must not appear in
   * any log.
   */
  static String clusterName(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      // A key must not be empty; a secret may be.
      mac.init(new SecretKeySpec((secret + "\n").getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] derived = mac.doFinal("multihost cluster".getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(derived);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no [" + ALGORITHM + "]", e);
    }
  }

  /** Returns a unique name for a Hazelcast instance in this process. */
  static String unique() {
    return UUID.randomUUID().toString();
  }
}
