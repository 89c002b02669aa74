package org.multihost.migration.internal.scenario.environment;

import java.util.List;
import org.multihost.migration.HostRole;
import org.multihost.migration.Hosts;

/**
 * The hosts of a test, seen from one of them.
 *
 * @param self this host
 * @param names all hosts, in order
 */
public record HostsView(String self, List<String> names) implements Hosts {

  public HostsView {
    names = List.copyOf(names);
  }

  @Override
  public HostRole role() {
    return switch (names.indexOf(self)) {
      case 0 -> HostRole.SOURCE;
      case 1 -> HostRole.DESTINATION;
      default -> HostRole.BYSTANDER;
    };
  }

  @Override
  public boolean isSelf(String host) {
    return verified(host).equals(self);
  }

  /** Returns the name, if it is the name of a host of the test. */
  public String verified(String host) {
    if (!names.contains(host)) {
      throw new IllegalArgumentException(
          "No host is named [%s] in this test; its hosts are %s".formatted(host, names));
    }
    return host;
  }
}
