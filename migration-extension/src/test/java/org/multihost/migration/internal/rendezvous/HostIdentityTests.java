package org.multihost.migration.internal.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class HostIdentityTests {

  @Test
  void neverShowsTheSecret() {
    HostIdentity identity =
        new HostIdentity(
            "a",
            new InetSocketAddress("127.0.0.1", 1),
            "s3cret",
            "127.0.0.1",
            "Host [a]",
            true,
            true);

    assertThat(identity.toString()).doesNotContain("s3cret");
  }
}
