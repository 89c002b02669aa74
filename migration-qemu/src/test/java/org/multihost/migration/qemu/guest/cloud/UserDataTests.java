package org.multihost.migration.qemu.guest.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserDataTests {

  private static String text(String user, Optional<String> password, Optional<String> own) {
    return new UserData(user, "ssh-ed25519 AAAA", password, own).text();
  }

  @Test
  void withoutTheTestsOwnItIsTheUser() {
    assertThat(text("multihost", Optional.empty(), Optional.empty()))
        .isEqualTo(
            """
            #cloud-config
            merge_how:
              - name: list
                settings: [append]
              - name: dict
                settings: [no_replace, recurse_list]
            users:
              - default
              - name: 'multihost'
                sudo: 'ALL=(ALL) NOPASSWD:ALL'
                ssh_authorized_keys:
                  - 'ssh-ed25519 AAAA'
            """);
  }

  @Test
  void theTestsOwnComesFirstAndTheUserIsMergedIntoIt() {
    String own = "#cloud-config\npackages: [fio]  # gr\u00f6\u00dfer\n";
    String text = text("multihost", Optional.empty(), Optional.of(own));

    assertThat(text)
        .startsWith("Content-Type: multipart/mixed; boundary=\"multihost-")
        .containsSubsequence(
            "Content-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: base64\n\n"
                + "I2Nsb3VkLWNvbmZpZwpwYWNrYWdlczogW2Zpb10gICMgZ3LDtsOfZXIK\n--",
            "Content-Type: text/cloud-config; charset=\"utf-8\"\n\n#cloud-config\nmerge_how:",
            "AAAA'\n--")
        .endsWith("--\n");
    assertThat(text("multihost", Optional.empty(), Optional.of(own))).isEqualTo(text);
  }

  @Test
  void aMessageOfTheTestsOwnIsAPartAsItIs() {
    String own = "Content-Type: text/x-shellscript\n\n#!/bin/sh\ntrue\n";

    assertThat(text("multihost", Optional.empty(), Optional.of(own)))
        .contains("\n" + own + "\n--")
        .doesNotContain("base64");
  }

  @Test
  void rootMayLogInAndAPasswordIsQuoted() {
    assertThat(text("root", Optional.of("it's: #1"), Optional.empty()))
        .contains(
            "disable_root: false\nusers:\n",
            "lock_passwd: false\n    plain_text_passwd: 'it''s: #1'\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#cloud-config",
        "#cloud-config\na: b",
        "#cloud-config-archive\n",
        "#!/bin/sh",
        "#include x",
        "## template: jinja\n#cloud-config",
        "#cloud-boothook\n",
        "MIME-Version: 1.0\n",
        "content-type: text/x-shellscript"
      })
  void knowsTheKindsOfCloudInit(String content) {
    assertThat(UserData.isKnown(content)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "packages: [fio]", "# cloud-config", "#cloud-configuration", "\n#!/bin/sh"})
  void knowsWhatCloudInitPassesOver(String content) {
    assertThat(UserData.isKnown(content)).isFalse();
  }
}
