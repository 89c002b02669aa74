package org.multihost.migration.internal.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.multihost.migration.MultihostConfigurationException;

/** The names of all settings, so that a misspelt one is an error and not silence. */
final class SettingNames {

  static final Set<String> FIXED =
      Set.of(
          "multihost.host",
          "multihost.hosts",
          "multihost.port",
          "multihost.secret",
          "multihost.launch",
          "multihost.debug",
          "multihost.disks.dir",
          "multihost.keep",
          "multihost.missing-hosts",
          "multihost.report.dir",
          "multihost.migration.address",
          "multihost.migration.transport",
          "multihost.migration.exec.source",
          "multihost.migration.exec.destination",
          "multihost.progress.interval",
          "multihost.progress.moment-interval",
          "multihost.worker.jvm-arguments",
          "multihost.timeout.join",
          "multihost.timeout.barrier",
          "multihost.timeout.login",
          "multihost.timeout.command",
          "multihost.timeout.disks",
          "multihost.timeout.migration",
          "multihost.timeout.finish",
          "multihost.timeout.handoff",
          "multihost.timeout.code",
          "multihost.timeout.cleanup",
          "multihost.timeout.silence");

  static final List<String> VM =
      List.of(
          "memory",
          "cpus",
          "image",
          "disks",
          "clone",
          "cdrom",
          "floppy",
          "kernel",
          "initrd",
          "cmdline",
          "arguments",
          "start-paused",
          "network",
          "login",
          "user",
          "password",
          "identity",
          "ssh-port",
          "regain-address",
          "home",
          "profile");

  private static final String NAME = "[A-Za-z0-9_-]+";
  private static final Pattern MACHINE =
      Pattern.compile(
          "multihost\\.(?:host\\.%1$s\\.)?(?:vm|profile)\\.%1$s\\.(?:%2$s)"
              .formatted(NAME, String.join("|", VM)));

  private static final Pattern SSH =
      Pattern.compile(
          "multihost\\.(?:host\\.%s\\.)?ssh(?:\\.identity|\\.known-hosts)?".formatted(NAME));

  /** Checked by the driver that owns them, when it is loaded. */
  private static final Pattern DRIVER =
      Pattern.compile(
          "multihost\\.(?:host\\.[A-Za-z0-9_-]+\\.)?(?!timeout|vm|host|profile|report|migration|worker|progress|disks|ssh)[a-z]+\\..+");

  private SettingNames() {}

  static void verify(SettingSource source) {
    for (String key : new TreeSet<>(source.propertyKeys("multihost."))) {
      if (!FIXED.contains(key)
          && !MACHINE.matcher(key).matches()
          && !SSH.matcher(key).matches()
          && !DRIVER.matcher(key).matches()) {
        throw new MultihostConfigurationException(
            "Setting [%s] (from system property) is unknown; did you mean [%s]? Known: %s, multihost.vm.<name>.%s, multihost.host.<host>.vm.<name>.…, multihost.host.<host>.ssh, multihost.profile.<profile>.…"
                .formatted(key, nearest(key), new TreeSet<>(FIXED), VM));
      }
    }
  }

  private static String nearest(String key) {
    return FIXED.stream()
        .min((a, b) -> Integer.compare(distance(a, key), distance(b, key)))
        .orElseThrow();
  }

  /** The Levenshtein distance. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
