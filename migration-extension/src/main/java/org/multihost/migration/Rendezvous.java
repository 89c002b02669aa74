package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Where the hosts of a test meet and hand values to each other in the test's own code; injected.
 *
 * <p>The same calls run in the same order on every host that takes part in them. Every wait ends at
 * once when another host fails or is lost ({@link PeerFailedException}, {@link HostLostException}),
 * and at the latest after its timeout ({@link BarrierTimeoutException}).
 *
 * <p>Call {@code barrier} and {@code exchange} on the test's own thread, which is also that of the
 * hooks and steps of {@link MigrationBuilder#run()}. Steps that run beside it ({@link
 * MigrationBuilder#during}, {@link MigrationWork#background}) and the steps of a migration that was
 * started with {@link MigrationBuilder#start()} may {@code publish} and {@code await}, too.
 *
 * <p>Values are strings, booleans, characters, numbers, enums, {@link Duration}s, {@link
 * java.time.Instant}s, {@link java.util.Optional}s, lists, maps with string keys, records of these,
 * and null. All parts keep their types; of a record only its components are handed over, lists
 * arrive as {@link java.util.ArrayList}s and maps as {@link java.util.LinkedHashMap}s. Records and
 * enums are known to the receiving host if they are of its test class's package, if they are in the
 * value that it exchanges itself, or if the awaited type names them. Anything else is an {@link
 * IllegalArgumentException} that says where in the value it is.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface Rendezvous {

  /** Waits for all hosts, at most {@code multihost.timeout.barrier}. */
  void barrier(String name);

  /**
   * Waits for the named hosts, or for all when none is named.
   *
   * @throws IllegalArgumentException if a host is unknown, or this one is not among them
   */
  void barrier(String name, Duration timeout, String... hosts);

  /** Gives this host's value and returns every host's, by host; waits for all hosts. */
  <T extends @Nullable Object> Map<String, T> exchange(String name, T value);

  /**
   * Hands a value, which is not null, to whoever awaits that name, without waiting; a name is
   * published once in a test.
   */
  void publish(String name, Object value);

  /**
   * Waits for the value that another host publishes under that name, at most {@code
   * multihost.timeout.handoff}. A number can be awaited as another type that holds it exactly.
   *
   * @throws WrongBarrierException at once when nobody can publish it any more: no host is in a
   *     migration, and each other one has come to the end of the test, or waits for what cannot
   *     come
   */
  <T> T await(String name, Class<T> type);
}
