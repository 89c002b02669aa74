package org.multihost.migration.internal.scenario.diagnosis;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.multihost.migration.spi.VmDiagnosis;

/**
 * What one host knows of a failed test: whole for its file, and the essentials for the error.
 *
 * @param host which
 * @param test its name
 * @param cause what it failed with, on this host or another one
 * @param machines those whose process is or was here
 * @param threads a thread dump
 */
record HostDiagnosis(
    String host, String test, Throwable cause, List<Machine> machines, String threads) {

  private static final String ABSENT =
      "no diagnosis: it was lost, or did not come to the end of the test";

  /** What a machine's process told. */
  record Machine(String name, VmDiagnosis told) {}

  HostDiagnosis {
    machines = List.copyOf(machines);
  }

  /**
   * Whether the machines have something to say to the cause: a failed assertion is its own
   * explanation, and the file is there for the rest.
   */
  private boolean needsExplanation() {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return !(cause instanceof AssertionError || root instanceof AssertionError);
  }

  /**
   * The essentials.
   *
   * @param where what is said of the file
   */
  String account(String where) {
    StringJoiner account = new StringJoiner("\n");
    account.add(where);
    if (needsExplanation()) {
      machines.forEach(machine -> machine.told().essentials().forEach(l -> account.add("  " + l)));
    }
    return account.toString();
  }

  /** All of it. */
  public String whole(Path logs) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Test [%s] has failed. What host [%s] knew of it at %s; its logs are in [%s]\n"
            .formatted(test, host, OffsetDateTime.now().truncatedTo(ChronoUnit.MILLIS), logs));
    heading(text, "The first cause that this host knew of");
    text.append(stackTrace());
    for (Machine machine : machines) {
      for (VmDiagnosis.Section section : sections(machine.told())) {
        heading(text, "Virtual machine [%s]: %s".formatted(machine.name(), section.title()));
        List<String> lines = section.lines().isEmpty() ? List.of("(nothing)") : section.lines();
        lines.forEach(line -> text.append(line).append('\n'));
      }
    }
    heading(text, "Threads of this process, before any wait was cut short");
    return text.append(threads).toString();
  }

  private static List<VmDiagnosis.Section> sections(VmDiagnosis told) {
    return told.sections().isEmpty()
        ? List.of(new VmDiagnosis.Section("nothing more is known", told.essentials()))
        : told.sections();
  }

  private static void heading(StringBuilder text, String title) {
    text.append("\n== ").append(title).append(" ==\n");
  }

  /** Of a copy that prints as the cause, also where the cause cannot be printed. */
  private String stackTrace() {
    StringWriter text = new StringWriter();
    ThrowableRecord.of(cause).rebuild().printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  /**
   * The accounts of all hosts, for the error.
   *
   * @param accounts by host, of those that left one
   */
  public static String joined(List<String> hosts, Map<String, String> accounts) {
    StringJoiner all = new StringJoiner("\n", "what each host knew\n", "");
    for (String host : hosts) {
      all.add("[" + host + "] " + accounts.getOrDefault(host, "has left " + ABSENT));
    }
    return all.toString().indent(4).strip();
  }
}
