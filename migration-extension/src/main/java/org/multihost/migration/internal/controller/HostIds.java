package org.multihost.migration.internal.controller;

import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.UniqueId;

/**
 * The two unique ids of a test: Jupiter's {@code [engine:junit-jupiter]/[class:X]/rest} and, for
 * one host, {@code [engine:multihost]/[class:X]/[host:h]/rest}.
 */
final class HostIds {

  static final String HOST = "host";

  private static final int HOST_SEGMENT = 2;

  private HostIds() {}

  /**
   * Returns the class of a test or container that Jupiter runs; empty if the id is not Jupiter's,
   * or not part of a class. In a suite, the suite's own segments come first.
   */
  static Optional<String> jupiterClass(UniqueId id) {
    List<UniqueId.Segment> segments = id.getSegments();
    for (int i = 0; i + 1 < segments.size(); i++) {
      if (segments.get(i).getType().equals("engine")
          && segments.get(i).getValue().equals(JupiterDiscovery.JUPITER)) {
        return Optional.of(segments.get(i + 1).getValue());
      }
    }
    return Optional.empty();
  }

  /** Returns the id of the class in the controller's tree. */
  static UniqueId ofClass(UniqueId engine, UniqueId jupiter) {
    return engine.append(jupiter.getSegments().get(1));
  }

  /** Returns the id of a test on a host, in the controller's tree. */
  static UniqueId onHost(UniqueId host, UniqueId jupiter) {
    List<UniqueId.Segment> segments = jupiter.getSegments();
    UniqueId id = host;
    for (UniqueId.Segment segment : segments.subList(2, segments.size())) {
      id = id.append(segment);
    }
    return id;
  }

  /** Converts an id of the controller's tree to Jupiter's, without the host. */
  static UniqueId toJupiter(UniqueId engine, UniqueId id) {
    List<UniqueId.Segment> segments = id.getSegments();
    UniqueId jupiter = UniqueId.forEngine(JupiterDiscovery.JUPITER);
    int start = engine.getSegments().size();
    for (int i = start; i < segments.size(); i++) {
      boolean host = i == start + HOST_SEGMENT - 1 && segments.get(i).getType().equals(HOST);
      jupiter = host ? jupiter : jupiter.append(segments.get(i));
    }
    return jupiter;
  }
}
