package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The barriers of the test's own code, and the values that its hosts exchange; injected.
 *
 * <p>The hosts that take part make the same calls in the same order. Every wait ends at once when
 * another host fails or is lost ({@link PeerFailedException}, {@link HostLostException}), and
 * otherwise times out ({@link BarrierTimeoutException}).
 *
 * <p>The test's own thread, which also runs the hooks and steps of {@link MigrationBuilder#run()},
 * and threads beside it may call all methods: steps in parallel with it ({@link
 * MigrationBuilder#during}, {@link MigrationBuilder#duringAtDestination}, {@link
 * MigrationWork#background}), and the steps of a migration that was started with {@link
 * MigrationBuilder#start()}. A host that is missing at a barrier or an exchange is expected there
 * on its own thread: when that has ended the test, or waits for what cannot come, the others fail
 * at once.
 *
 * <p>Values are strings, booleans, characters, numbers, enums, {@link Duration}s, {@link
 * java.time.Instant}s, {@link java.util.Optional}s, lists, maps with string keys, records of these,
 * and null, up to 100 MB in all. All parts keep their types. Of a record only the components are
 * transferred; lists arrive as {@link java.util.ArrayList}s and maps as {@link
 * java.util.LinkedHashMap}s. The receiving host knows a record or an enum if it is in the package
 * of its test class, in the value that the host itself exchanges, or named by the awaited type.
 * Anything else causes an {@link IllegalArgumentException} that says where in the value it is.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface Rendezvous {

  /** Waits for all hosts, at most {@code multihost.timeout.barrier}. */
  void barrier(String name);

  /**
   * Waits for the named hosts, or for all if none is named.
   *
   * @throws IllegalArgumentException if a host is unknown, or this host is not named
   */
  void barrier(String name, Duration timeout, String... hosts);

  /**
   * Publishes this host's value and returns the values of all hosts, by host; waits for all hosts,
   * at most {@code multihost.timeout.barrier}.
   */
  <T extends @Nullable Object> Map<String, T> exchange(String name, T value);

  /**
   * Publishes a value under a name, for the hosts that await it; does not wait. A name can be
   * published once in a test.
   *
   * @throws IllegalArgumentException if the value is null
   */
  void publish(String name, Object value);

  /**
   * Waits for the value that another host publishes under that name, at most {@code
   * multihost.timeout.handoff}. A number can be awaited as another type that holds it exactly.
   *
   * @throws WrongBarrierException at once when no host can publish the value any more: no host is
   *     in a migration, and every other host has reached the end of the test, or itself waits for
   *     something that cannot happen
   */
  <T> T await(String name, Class<T> type);
}
