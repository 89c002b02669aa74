package org.multihost.migration.qemu.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * Machines as far as their network goes: for each host a network namespace with one cable to a
 * bridge. The bridge has a namespace of its own, so that nothing is in this machine's network.
 */
public final class NetworkNamespaces implements AutoCloseable {

  /** With the process id of the JVM, so that what a killed one left is known as such. */
  private static final Pattern NAME = Pattern.compile("(multihost-(\\d+)-\\d+-\\w+)( .*)?");

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** The addresses of the hosts; each network has those of one kind alone. */
  public enum Addresses {
    /** Those that are kept for documentation (RFC 5737), and so are nobody's. */
    IPV4("192.0.2.", "/24", ""),
    /** Those that are kept for documentation (RFC 3849). */
    IPV6("2001:db8::", "/64", ""),
    /** Those of one link, which say on which interface they are. */
    LINK_LOCAL("fe80::", "/64", "%eth0");

    private final String prefix;
    private final String length;
    private final String scope;

    Addresses(String prefix, String length, String scope) {
      this.prefix = prefix;
      this.length = length;
      this.scope = scope;
    }
  }

  private final List<String> hosts;
  private final Addresses addresses;
  private final String prefix =
      "multihost-%d-%d-".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
  private final List<String> added = new ArrayList<>();

  private NetworkNamespaces(List<String> hosts, Addresses addresses) {
    this.hosts = hosts;
    this.addresses = addresses;
  }

  /** Connects hosts; where that is not possible, the test is skipped, and with CI=true it fails. */
  public static NetworkNamespaces connect(List<String> hosts)
      throws IOException, InterruptedException {
    return connect(hosts, Addresses.IPV4);
  }

  /** As {@link #connect(List)}, with other addresses. */
  public static NetworkNamespaces connect(List<String> hosts, Addresses addresses)
      throws IOException, InterruptedException {
    NetworkNamespaces network = new NetworkNamespaces(hosts, addresses);
    try {
      removeThoseOfTheDead();
      network.setUp();
      return network;
    } catch (IOException e) {
      network.close();
      String reason = "Network namespaces need root and iproute2: " + e.getMessage();
      Assumptions.assumeTrue("true".equals(System.getenv("CI")), reason);
      throw new IOException(reason, e);
    }
  }

  private static void removeThoseOfTheDead() throws IOException, InterruptedException {
    for (String line : ip("netns", "list").lines().toList()) {
      Matcher name = NAME.matcher(line);
      if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(2))).isEmpty()) {
        ip("netns", "delete", name.group(1));
      }
    }
  }

  private void setUp() throws IOException, InterruptedException {
    String middle = add("bridge");
    ip("-n", middle, "link", "add", "name", "bridge", "type", "bridge");
    ip("-n", middle, "link", "set", "dev", "bridge", "up");
    for (String host : hosts) {
      String name = add(host);
      String port = "to-" + hosts.indexOf(host);
      ip("-n", middle, "link", "add", "name", port, "type", "veth", "peer", "eth0", "netns", name);
      ip("-n", middle, "link", "set", "dev", port, "master", "bridge", "up");
      ip("-n", name, "link", "set", "dev", "lo", "up");
      ip(words("-n", name, "address add", number(host) + addresses.length, "dev eth0", nodad()));
      ip("-n", name, "link", "set", "dev", "eth0", "up");
    }
  }

  private String add(String name) throws IOException, InterruptedException {
    ip("netns", "add", prefix + name);
    added.add(prefix + name);
    return prefix + name;
  }

  /** An IPv6 address is there at once, without a search for a duplicate. */
  private String nodad() {
    return addresses == Addresses.IPV4 ? "" : "nodad";
  }

  private static String[] words(String... parts) {
    return String.join(" ", parts).strip().split(" ");
  }

  private String number(String host) {
    return addresses.prefix + (1 + hosts.indexOf(host));
  }

  /** The address of a host, as other hosts write it. */
  public String address(String host) {
    return number(host) + addresses.scope;
  }

  /** What a command line begins with, so that it runs on that host. */
  public List<String> on(String host) {
    return List.of("ip", "netns", "exec", prefix + host);
  }

  /** The command that pulls a host's cable with {@code down}, and plugs it in with {@code up}. */
  public List<String> cable(String host) {
    String port = "to-" + hosts.indexOf(host);
    return List.of("ip", "-n", prefix + "bridge", "link", "set", "dev", port);
  }

  /** The processes that run on any of the hosts. */
  public List<ProcessHandle> processes() throws IOException, InterruptedException {
    List<ProcessHandle> found = new ArrayList<>();
    for (String name : added) {
      ip("netns", "pids", name)
          .lines()
          .map(pid -> ProcessHandle.of(Long.parseLong(pid)))
          .flatMap(Optional::stream)
          .forEach(found::add);
    }
    return found;
  }

  /** Removes them, and ends what still runs there. */
  @Override
  public void close() throws IOException, InterruptedException {
    processes().forEach(ProcessHandle::destroyForcibly);
    for (String name : added) {
      ip("netns", "delete", name);
    }
    added.clear();
  }

  static String ip(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("multihost-ip", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(10, TimeUnit.SECONDS);
      process.destroyForcibly();
      String said = Files.readString(output, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new IOException("%s: [%s]".formatted(command, said.strip()));
      }
      return said;
    } finally {
      Files.delete(output);
    }
  }
}
