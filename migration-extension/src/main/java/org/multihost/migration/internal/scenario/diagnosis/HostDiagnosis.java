package org.multihost.migration.internal.scenario.diagnosis;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.multihost.migration.internal.wire.ThrowableParts;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.multihost.migration.spi.VmDiagnosis;

/**
 * The diagnosis of a failed test by one host: complete for its file, and the essentials for the
 * error.
 *
 * @param host the name of the host
 * @param test the test's name
 * @param cause the cause of the failure, on this host or another one
 * @param vms the VMs whose process is or was on this host
 * @param threads a thread dump
 */
record HostDiagnosis(String host, String test, Throwable cause, List<OfVm> vms, String threads) {

  private static final String ABSENT =
      "no diagnosis: it was lost, or did not come to the end of the test";

  /** The diagnosis of one VM's process. */
  record OfVm(String name, VmDiagnosis told) {}

  HostDiagnosis {
    vms = List.copyOf(vms);
  }

  /**
   * Returns whether the VMs' essentials help to explain the cause: a failed assertion explains
   * itself, and the file has the rest.
   */
  private boolean needsExplanation() {
    Throwable root = ThrowableParts.cause(cause);
    return !(cause instanceof AssertionError || root instanceof AssertionError);
  }

  /**
   * Returns the essentials.
   *
   * @param where the sentence on the file
   */
  String account(String where) {
    StringJoiner account = new StringJoiner("\n");
    account.add(where);
    if (needsExplanation()) {
      vms.forEach(vm -> vm.told().essentials().forEach(l -> account.add("  " + l)));
    }
    return account.toString();
  }

  /** Returns the complete diagnosis. */
  public String whole(Path logs) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Test [%s] has failed. What host [%s] knew of it at %s; its logs are in [%s]\n"
            .formatted(test, host, OffsetDateTime.now().truncatedTo(ChronoUnit.MILLIS), logs));
    heading(text, "The first cause that this host knew of");
    text.append(stackTrace());
    for (OfVm vm : vms) {
      for (VmDiagnosis.Section section : sections(vm.told())) {
        heading(text, "Virtual machine [%s]: %s".formatted(vm.name(), section.title()));
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

  /**
   * Returns the stack trace of a copy, which prints as the cause, even if the cause itself cannot
   * be printed.
   */
  private String stackTrace() {
    StringWriter text = new StringWriter();
    ThrowableRecord.of(cause).rebuild().printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  /**
   * Returns the accounts of all hosts, for the error.
   *
   * @param accounts the accounts, by host, of the hosts that have stored one
   */
  public static String joined(List<String> hosts, Map<String, String> accounts) {
    StringJoiner all = new StringJoiner("\n", "what each host knew\n", "");
    for (String host : hosts) {
      all.add("[" + host + "] " + accounts.getOrDefault(host, "has left " + ABSENT));
    }
    return all.toString().indent(4).strip();
  }
}
