package org.multihost.migration.internal.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.text.Names;

/**
 * The hosts of a run and their addresses: {@code multihost.hosts}.
 *
 * @param addresses each host's address without a port, in the order given; the first host runs the
 *     coordinator
 * @param port the coordinator's port on the first host
 */
public record HostTable(Map<String, String> addresses, int port) {

  static final String ALLOWED =
      "name=address,… with different names of letters, digits, - and _, such as"
          + " [source=10.0.0.1,destination=10.0.0.2]; IPv6 addresses in brackets; :port after the"
          + " first one";

  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*("
              + Names.REGEX
              + ")=(\\[[0-9A-Fa-f:.%a-z]+]|[^\\s:,=\\[\\]]+)(?::(\\d{1,5}))?\\s*");

  static HostTable parse(Setting setting, int defaultPort) {
    Map<String, String> addresses = new LinkedHashMap<>();
    int port = defaultPort;
    for (String entry : setting.value().split(",", -1)) {
      Matcher matcher = ENTRY.matcher(entry);
      if (!matcher.matches()) {
        throw setting.refuse(ALLOWED);
      }
      if (matcher.group(3) != null) {
        port = portNumber(setting, matcher, addresses.isEmpty());
      }
      if (addresses.put(matcher.group(1), unbracketed(matcher.group(2))) != null) {
        throw setting.refuse(ALLOWED + "; found twice: [" + matcher.group(1) + "]");
      }
    }
    return new HostTable(addresses, port);
  }

  /**
   * Reads the port of the first host. A port of any other host is refused, because it would have no
   * effect.
   */
  private static int portNumber(Setting setting, Matcher entry, boolean first) {
    if (!first) {
      throw setting.refuse(
          "%s; host [%s] listens for migrations only, on the ports of [multihost.migration.ports]"
              .formatted(ALLOWED, entry.group(1)));
    }
    int port = Integer.parseInt(entry.group(3));
    if (port < 1 || port > 65_535) {
      throw setting.refuse(ALLOWED + "; ports from 1 to 65535");
    }
    return port;
  }

  private static String unbracketed(String address) {
    return address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
  }

  /** The hosts' names, in order. */
  public List<String> names() {
    return new ArrayList<>(addresses.keySet());
  }

  /** The first host, which runs the coordinator. */
  public String first() {
    return names().get(0);
  }

  /**
   * Returns the address of a host.
   *
   * @throws IllegalArgumentException if the host is not in the table
   */
  public String address(String host) {
    String address = addresses.get(host);
    if (address == null) {
      throw new IllegalArgumentException("No host [%s] in %s".formatted(host, names()));
    }
    return address;
  }

  /**
   * Refuses a name that this host itself resolves to the loopback address, as with Debian's
   * /etc/hosts, while other hosts are on other computers: no connection could be made to it.
   *
   * @param self the host of this process
   * @param contacted the hosts to whose addresses in this table connections are made
   * @throws MultihostConfigurationException if a name is refused
   */
  public void verifyReachable(String self, Collection<String> contacted) {
    for (String host : contacted) {
      String address = address(host);
      boolean meant = address.equals("localhost") && !host.equals(self); // as the end of a tunnel
      if (isName(address) && !meant && isLoopback(address) && isAnyElsewhere(address)) {
        throw new MultihostConfigurationException(
            "Setting [multihost.hosts] gives host [%s] the name [%s], which is the loopback address on %s; give its address instead of its name, the same on every host"
                .formatted(host, address, consequence(self, host)));
      }
    }
  }

  private boolean isAnyElsewhere(String address) {
    return addresses.values().stream().anyMatch(each -> !each.equals(address) && !isLoopback(each));
  }

  private String consequence(String self, String host) {
    return host.equals(self)
        ? "that host itself (see /etc/hosts), so that the other hosts %s cannot reach it"
            .formatted(others(self))
        : "host [%s] (see /etc/hosts), so that it cannot reach host [%s]".formatted(self, host);
  }

  private List<String> others(String self) {
    List<String> others = names();
    others.remove(self);
    return others;
  }

  private static boolean isName(String address) {
    return !address.contains(":") && !address.matches("[0-9.]+");
  }

  /** An address that cannot be resolved counts as remote. */
  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Returns the address on which the coordinator listens.
   *
   * @throws MultihostConfigurationException if the first host's address cannot be resolved
   */
  public InetSocketAddress rendezvous() {
    String address = address(first());
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new MultihostConfigurationException(
          "Setting [multihost.hosts] gives host [%s] the address [%s], which cannot be resolved: %s"
              .formatted(first(), address, e.getMessage()),
          e);
    }
  }
}
