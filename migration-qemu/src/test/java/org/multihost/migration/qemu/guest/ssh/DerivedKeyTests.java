package org.multihost.migration.qemu.guest.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivedKeyTests {

  private static final HexFormat HEX = HexFormat.of();

  private static String entry(String secret) {
    return PublicKeyEntry.toString(SshKeys.derived(HEX.parseHex(secret)).publicKey().orElseThrow());
  }

  /** The first two vectors of RFC 8032, section 7.1. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
  })
  void hasThePublicKeyOfTheStandard(String secret, String expected) {
    String[] words = entry(secret).split(" ");

    assertThat(words[0]).isEqualTo("ssh-ed25519");
    assertThat(HEX.formatHex(Base64.getDecoder().decode(words[1]))).endsWith(expected);
  }

  @Test
  void isThePairThatOtherHostsMakeOfTheSameSecret() {
    byte[] secret = "a secret of thirty-two bytes....".getBytes();

    assertThat(new DerivedKey(secret.clone()).pair())
        .satisfies(
            pair -> {
              assertThat(pair.getPrivate()).isEqualTo(new DerivedKey(secret).pair().getPrivate());
              assertThat(pair.getPublic()).isEqualTo(new DerivedKey(secret).pair().getPublic());
            });
    assertThat(entry(HEX.formatHex(secret)))
        .isNotEqualTo(entry(HEX.formatHex("another of thirty-two bytes.....".getBytes())));
  }
}
