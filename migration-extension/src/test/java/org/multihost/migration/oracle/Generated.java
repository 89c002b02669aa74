package org.multihost.migration.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.multihost.migration.internal.wire.Json;

/** A number of generated runs, several at a time; keeps the first that goes wrong of each kind. */
final class Generated {

  /** In each run one thread goes on at a time, and often none for a moment: the next one wakes. */
  private static final int AT_A_TIME = 4 * Runtime.getRuntime().availableProcessors();

  private static final long REPORTED = 10_000;

  /** JUnit's words on listeners that fail, as this project's does on a host that is lost. */
  private static final Logger JUNIT = Logger.getLogger("org.junit");

  private final long seed;
  private final long runs;
  private final AtomicLong next = new AtomicLong();
  private final Map<String, Finding> findings = new LinkedHashMap<>(); // guarded by itself

  /** A script that goes wrong, shrunk. */
  record Finding(long seed, Script script, List<String> wrong, AtomicLong times) {
    @Override
    public String toString() {
      return "seed %d (%d times so), shrunk to:\n%s\n  %s"
          .formatted(seed, times.get(), Json.write(script), String.join("\n  ", wrong));
    }
  }

  private Generated(long seed, long runs) {
    this.seed = seed;
    this.runs = runs;
  }

  static List<Finding> of(long seed, long runs) {
    JUNIT.setLevel(Level.OFF);
    Generated generated = new Generated(seed, runs);
    CompletableFuture<?>[] players = new CompletableFuture<?>[AT_A_TIME];
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    Arrays.setAll(players, i -> CompletableFuture.runAsync(generated::play, threads));
    CompletableFuture.allOf(players).join();
    threads.shutdown();
    return new ArrayList<>(generated.findings.values());
  }

  private void play() {
    for (long i = next.getAndIncrement(); i < runs; i = next.getAndIncrement()) {
      if (i > 0 && i % REPORTED == 0) {
        System.out.printf("oracle: %,d of %,d runs, wrong: %s%n", i, runs, counts());
      }
      Script script = Scripts.of(seed + i);
      List<String> wrong = wrong(script);
      if (!wrong.isEmpty()) {
        note(seed + i, script, kind(wrong));
      }
    }
  }

  private String counts() {
    synchronized (findings) {
      return findings.entrySet().stream()
          .map(each -> each.getKey() + " " + each.getValue().times())
          .toList()
          .toString();
    }
  }

  static List<String> wrong(Script script) {
    return Verdicts.of(ScriptRun.of(script));
  }

  /** The rule that is broken first. */
  private static String kind(List<String> wrong) {
    String first = wrong.get(0);
    return first.substring(0, first.indexOf(':'));
  }

  private void note(long at, Script script, String kind) {
    System.out.printf("oracle: seed %d is judged wrong: %s%n", at, kind);
    synchronized (findings) {
      Finding known = findings.get(kind);
      if (known != null) {
        known.times().incrementAndGet();
        return;
      }
      findings.put(kind, new Finding(at, script, List.of(), new AtomicLong(1)));
    }
    Script shrunk =
        Shrinking.of(
            script,
            each -> {
              List<String> wrong = wrong(each);
              return !wrong.isEmpty() && kind(wrong).equals(kind);
            });
    Finding finding;
    synchronized (findings) {
      finding = new Finding(at, shrunk, wrong(shrunk), findings.get(kind).times());
      findings.put(kind, finding);
    }
    System.out.println("oracle: " + finding);
  }
}
