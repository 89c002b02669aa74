package org.multihost.migration.qemu.guest.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The user-data of a seed: the test's own, if it has some, and the user of the login behind it.
 *
 * <p>Both are parts of one MIME message, so that cloud-init reads each by itself: a fault in the
 * test's own leaves the login as it is. The user comes last and is merged into what the test's own
 * has: it adds to a list of users, and replaces nothing.
 *
 * @param user the name of the user
 * @param key the public key of the user, in the format of {@code authorized_keys}
 * @param password the password of the user, for a login on the console
 * @param own the content of the test's user-data
 */
record UserData(String user, String key, Optional<String> password, Optional<String> own) {

  /** The first words of content that cloud-init knows; it passes over any other. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "#cloud-config(-archive)?\\b|#!|#include(-once)?\\b|#cloud-boothook\\b|#part-handler\\b"
              + "|## template: *jinja\\b");

  private static final Pattern MIME =
      Pattern.compile("(Content-Type|MIME-Version):", Pattern.CASE_INSENSITIVE);

  /** Whether cloud-init knows the kind of the content by its first line. */
  static boolean isKnown(String content) {
    return KNOWN.matcher(content).lookingAt() || isMime(content);
  }

  /** Whether the content is a message with headers of its own. */
  static boolean isMime(String content) {
    return MIME.matcher(content).lookingAt();
  }

  /** Returns the content of the file {@code user-data}. */
  String text() {
    return own.map(this::both).orElseGet(this::config);
  }

  private String both(String content) {
    String border = "multihost-" + UUID.nameUUIDFromBytes(content.getBytes(UTF_8));
    return String.join(
        "\n",
        "Content-Type: multipart/mixed; boundary=\"" + border + "\"",
        "MIME-Version: 1.0",
        "",
        "--" + border,
        part(content),
        "--" + border,
        "Content-Type: text/cloud-config; charset=\"utf-8\"",
        "",
        config() + "--" + border + "--",
        "");
  }

  /** The type {@code text/plain} has cloud-init look at the first line. */
  private static String part(String content) {
    return isMime(content)
        ? content
        : String.join(
            "\n",
            "Content-Type: text/plain; charset=\"utf-8\"",
            "Content-Transfer-Encoding: base64",
            "",
            Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(content.getBytes(UTF_8)));
  }

  private String config() {
    return String.join(
        "\n",
        "#cloud-config",
        "merge_how:",
        "  - name: list",
        "    settings: [append]",
        "  - name: dict",
        "    settings: [no_replace, recurse_list]",
        user.equals("root") ? "disable_root: false\nusers:" : "users:",
        "  - default",
        "  - name: " + quoted(user),
        String.join("\n", rights()),
        "    ssh_authorized_keys:",
        "      - " + quoted(key),
        "");
  }

  private List<String> rights() {
    return password
        .map(
            word ->
                List.of(
                    "    sudo: 'ALL=(ALL) NOPASSWD:ALL'",
                    "    lock_passwd: false",
                    "    plain_text_passwd: " + quoted(word)))
        .orElseGet(() -> List.of("    sudo: 'ALL=(ALL) NOPASSWD:ALL'"));
  }

  /** Returns a scalar of YAML in single quotes. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
