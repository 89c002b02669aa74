package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Two hosts that meet at one barrier after the other while a test does something to their run. */
public final class Meetings implements AutoCloseable {

  private static final List<String> HOSTS = List.of("source", "destination");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AtomicBoolean enough = new AtomicBoolean();
  private final CompletableFuture<Integer> source;
  private final CompletableFuture<Integer> destination;

  private Meetings(HostConnection source, HostConnection destination) {
    this.source = CompletableFuture.supplyAsync(() -> meet(source, true));
    this.destination = CompletableFuture.supplyAsync(() -> meet(destination, false));
  }

  /** Begins, with both hosts' connections. */
  public static Meetings of(HostConnection source, HostConnection destination) {
    return new Meetings(source, destination);
  }

  /** The source says whether they meet again, so that both stop after the same barrier. */
  private int meet(HostConnection host, boolean leads) {
    TestScope test = host.enterClass("c", HOSTS, "", LONG).enterTest("t", "", LONG);
    int met = 0;
    for (boolean goesOn = true; goesOn; met++) {
      if (leads) {
        test.main().publish("again " + met, String.valueOf(!enough.get()));
      }
      goesOn = Boolean.parseBoolean(test.main().await("again " + met, LONG));
      test.main().barrier("x", "", HOSTS, LONG);
    }
    test.finish(LONG)
        .ifPresent(
            failure -> {
              throw failure;
            });
    return met;
  }

  /**
   * Ends the test in peace.
   *
   * @return how often they met
   * @throws java.util.concurrent.CompletionException if a host saw anything go wrong
   */
  public int end() {
    enough.set(true);
    destination.orTimeout(60, TimeUnit.SECONDS).join();
    return source.orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    enough.set(true);
  }
}
