package org.multihost.migration.samples;

import org.multihost.migration.GuestSession;

/**
 * The TPM of a guest that has no tools for it. Its commands are bytes, here in hexadecimal digits,
 * as part 3 of the TPM 2.0 Library Specification has them.
 */
record Tpm(GuestSession session) {

  private static final String WITH_SESSIONS = "8002";
  private static final String WITHOUT_SESSIONS = "8001";

  private static final String OWNER = "40000001";
  private static final String FIRST_OBJECT = "80000000";
  private static final String SECOND_OBJECT = "80000001";
  private static final String DEBUG_PCR = "00000010";
  private static final String NO_PASSWORD = "00000009" + "40000009" + "0000" + "00" + "0000";
  private static final String SHA_256 = "000b";

  /** An elliptic key of the curve P-256 that protects others by AES-128. */
  private static final String STORAGE_KEY =
      "0023" + SHA_256 + "00030072" + "0000" + "000600800043" + "0010" + "00030010" + "00000000";

  private static final String SEALED_DATA =
      "0008" + SHA_256 + "00000052" + "0000" + "0010" + "0000";
  private static final String NOTHING_FROM_OUTSIDE = "0000" + "00000000";

  private static final int HEADER = 2 * 10;
  private static final int HEADER_AND_SIZE = HEADER + 2 * 4;

  /** Seals a secret under a key that only this TPM has; returns what unseals it. */
  String seal(String secret) {
    createPrimary();
    String sensitive = sized("0000" + sized(secret));
    String created =
        send(
            WITH_SESSIONS,
            "00000153",
            FIRST_OBJECT + NO_PASSWORD + sensitive + sized(SEALED_DATA) + NOTHING_FROM_OUTSIDE);
    flush(FIRST_OBJECT);
    int publicPart = end(created, HEADER_AND_SIZE);
    return created.substring(HEADER_AND_SIZE, end(created, publicPart));
  }

  /** Unseals a secret. Another TPM refuses to load it. */
  String unseal(String sealed) {
    createPrimary();
    send(WITH_SESSIONS, "00000157", FIRST_OBJECT + NO_PASSWORD + sealed);
    String unsealed = send(WITH_SESSIONS, "0000015e", SECOND_OBJECT + NO_PASSWORD);
    flush(SECOND_OBJECT);
    flush(FIRST_OBJECT);
    return unsealed.substring(HEADER_AND_SIZE + 4, end(unsealed, HEADER_AND_SIZE));
  }

  /** The same seed in the TPM gives the same key each time. */
  private void createPrimary() {
    String noSecret = sized("00000000");
    send(
        WITH_SESSIONS,
        "00000131",
        OWNER + NO_PASSWORD + noSecret + sized(STORAGE_KEY) + NOTHING_FROM_OUTSIDE);
  }

  private void flush(String object) {
    send(WITHOUT_SESSIONS, "00000165", object);
  }

  /** Extends the register for debugging, which a reset clears, by 32 bytes. */
  void extend(String digest) {
    send(WITH_SESSIONS, "00000182", DEBUG_PCR + NO_PASSWORD + "00000001" + SHA_256 + digest);
  }

  /** Reads that register. */
  String register() {
    return send(WITHOUT_SESSIONS, "0000017e", "00000001" + SHA_256 + "03" + "000001")
        .substring(HEADER);
  }

  private String send(String tag, String code, String body) {
    String command = "%s%08x%s%s".formatted(tag, HEADER / 2 + body.length() / 2, code, body);
    String answer =
        session
            .run(
                "(printf '%s' >&3; dd bs=4096 count=1 <&3 2>/dev/null | hexdump -v -e '1/1 \"%%02x\"') 3<>/dev/tpm0"
                    .formatted(escaped(command)))
            .output()
            .strip();
    String status = answer.length() < HEADER ? answer : answer.substring(12, HEADER);
    if (!status.equals("00000000")) {
      throw new AssertionError(
          "The TPM refuses command [%s] with [%s]: %s".formatted(code, status, command));
    }
    return answer;
  }

  private static String escaped(String digits) {
    return digits.replaceAll("..", "\\\\x$0");
  }

  /** Returns bytes behind their number. */
  private static String sized(String digits) {
    return "%04x%s".formatted(digits.length() / 2, digits);
  }

  /** Returns the end of the bytes whose number is at that place. */
  private static int end(String digits, int place) {
    return place + 4 + 2 * Integer.parseInt(digits, place, place + 4, 16);
  }
}
