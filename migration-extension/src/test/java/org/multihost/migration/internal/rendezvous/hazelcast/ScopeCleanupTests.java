package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which keys go with a scope. */
final class ScopeCleanupTests {

  @Test
  void aKeyBelongsToTheScopeThatItBeginsWith() {
    Set<String> scopes = Set.of("s1", "s12");
    assertThat(ScopeCleanup.isOf(scopes, "s1/main/port")).isTrue();
    assertThat(ScopeCleanup.isOf(scopes, "s12/b3")).isTrue();
    assertThat(ScopeCleanup.isOf(scopes, "s2/main/port")).isFalse();
    assertThat(ScopeCleanup.isOf(scopes, "s123/b3")).isFalse();
    assertThat(ScopeCleanup.isOf(scopes, "s1")).as("no key").isFalse();
  }
}
