package org.multihost.migration.internal.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.multihost.migration.internal.record.Recorded;
import org.multihost.migration.internal.record.Recording;

/**
 * The recordings of all hosts of a run, by test.
 *
 * @param directory the run's directory
 * @param byHost all entries of each host, in order; the first host is the first that entered
 * @param byTest the entries of each test, by its id, and then by host
 * @param files the directories of each test's class, by the test's id
 */
record RunRecord(
    Path directory,
    Map<String, List<Recorded>> byHost,
    Map<String, Map<String, List<Recorded>>> byTest,
    Map<String, List<Place>> files) {

  /** The directory of a test's class on a host, and the name of the test in its files. */
  record Place(String host, Path directory, String test) {}

  /** Reads what is below a run's directory. */
  static RunRecord read(Path directory) throws IOException {
    RunRecord record =
        new RunRecord(directory, new LinkedHashMap<>(), new LinkedHashMap<>(), new HashMap<>());
    for (Path file : recordings(directory)) {
      record.add(file);
    }
    return record.ordered();
  }

  private static List<Path> recordings(Path directory) throws IOException {
    try (Stream<Path> below = Files.walk(directory, 3)) {
      return below
          .filter(file -> file.endsWith(Recording.FILE))
          .sorted(Comparator.comparing(RunRecord::changed))
          .toList();
    }
  }

  private static long changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Path file) throws IOException {
    Path ofClass = Optional.ofNullable(file.getParent()).orElseThrow();
    String host = directory.relativize(ofClass).getName(0).toString();
    Map<String, String> ids = new HashMap<>();
    for (Recording.Line line : Recording.read(file)) {
      byHost.computeIfAbsent(host, h -> new ArrayList<>()).add(line.entry());
      if (line.entry() instanceof Recorded.Entered entered) {
        ids.put(line.test(), entered.id());
        files
            .computeIfAbsent(entered.id(), id -> new ArrayList<>())
            .add(new Place(host, ofClass, line.test()));
      }
      String id = ids.get(line.test());
      if (id != null) {
        byTest
            .computeIfAbsent(id, i -> new LinkedHashMap<>())
            .computeIfAbsent(host, h -> new ArrayList<>())
            .add(line.entry());
      }
    }
  }

  /** Returns this record with the hosts in the order in which the tests name them. */
  private RunRecord ordered() {
    Map<String, List<Recorded>> hosts = new LinkedHashMap<>();
    byHost.values().stream()
        .flatMap(List::stream)
        .filter(Recorded.Entered.class::isInstance)
        .flatMap(entry -> ((Recorded.Entered) entry).hosts().stream())
        .distinct()
        .filter(byHost::containsKey)
        .forEach(host -> hosts.put(host, byHost.getOrDefault(host, List.of())));
    byHost.forEach(hosts::putIfAbsent);
    return new RunRecord(directory, hosts, byTest, files);
  }

  /** Returns a host's entries of a test. */
  List<Recorded> of(String test, String host) {
    return byTest.getOrDefault(test, Map.of()).getOrDefault(host, List.of());
  }

  /** Returns the entries of a kind. */
  static <T extends Recorded> List<T> only(Class<T> kind, List<Recorded> entries) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
