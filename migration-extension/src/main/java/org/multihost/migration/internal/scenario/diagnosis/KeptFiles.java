package org.multihost.migration.internal.scenario.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multihost.migration.internal.config.DiskSettings;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.vm.TestVms;
import org.multihost.migration.spi.ManualStart;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.text.ShellWord;

/**
 * The files of a failed test's VMs, if the user wants to keep them, with a script for each VM that
 * starts it again. Safe for use by several threads.
 */
public final class KeptFiles {

  private final TestVms vms;
  private final TestEnvironment place;
  private final AtomicBoolean told = new AtomicBoolean();
  private final Set<Path> states = new TreeSet<>(); // guarded by this

  public KeptFiles(TestVms vms, TestEnvironment place) {
    this.vms = vms;
    this.place = place;
  }

  /** Returns whether the user wants to keep them. */
  public boolean wanted() {
    return place.settings().disks().keep() == DiskSettings.Keep.ON_FAILURE;
  }

  /** Keeps the files that VMs were to pass through. */
  public synchronized void keep(List<Path> files) {
    states.addAll(MigrationFiles.present(files));
  }

  /** Writes the scripts, if the user wants them, and reports where the files are; once. */
  public void tell(HostDiagnosis diagnosis) {
    if (wanted() && told.compareAndSet(false, true)) {
      diagnosis
          .vms()
          .forEach(
              vm -> vm.told().manualStart().ifPresent(start -> tell(diagnosis, vm.name(), start)));
    }
  }

  private void tell(HostDiagnosis diagnosis, String name, ManualStart start) {
    try {
      Path file = place.logs().write("." + name + ".sh", script(diagnosis, name, start));
      String text = "KEPT: virtual machine [%s], %s; start it once more with: sh %s";
      place.console().say(text.formatted(name, files(name), ShellWord.of(file.toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The script that starts virtual machine [%s] once more cannot be written".formatted(name),
          e);
    }
  }

  private synchronized String files(String vm) {
    VmSpec spec = vms.managed(vm).spec();
    List<String> disks =
        Stream.concat(
                spec.image().stream(), spec.drives().disks().stream().map(VmDrives.Disk::path))
            .toList();
    String text = disks.isEmpty() ? "without disks" : "its disks " + disks;
    return states.isEmpty() ? text : text + ", its saved state " + states;
  }

  private String script(HostDiagnosis diagnosis, String name, ManualStart start) {
    List<String> lines = new ArrayList<>();
    lines.add("#!/bin/sh");
    lines.add(
        "# Virtual machine [%s] of host [%s], kept because test [%s] has failed: %s."
            .formatted(name, diagnosis.host(), diagnosis.test(), files(name)));
    lines.add("# Its logs are in [" + place.logs().directory() + "].");
    start.remarks().stream().flatMap(String::lines).forEach(line -> lines.add("# " + line));
    savedStates().forEach(file -> lines.add("# " + start.continuing(file)));
    lines.add(
        start.command().stream()
            .map(ShellWord::of)
            .collect(Collectors.joining(" ", "exec ", " \"$@\"")));
    return String.join("\n", lines) + "\n";
  }

  private synchronized List<Path> savedStates() {
    return List.copyOf(states);
  }
}
