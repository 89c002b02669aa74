package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.multihost.migration.internal.rendezvous.ConnectionSettings;
import org.multihost.migration.internal.rendezvous.CoordinatorSettings;

/**
 * The Hazelcast configuration of the one member and of the clients: one address, one port, no
 * discovery, no phone home, and no deserialisation of anything but texts, numbers and {@link
 * EntryProcessors}.
 */
final class HazelcastConfigs {

  private static final String SILENT_FOR_LONG_SECONDS = "3600";

  /**
   * The logger that warns, before any logging is configured, that Java's internals are closed to
   * Hazelcast; nothing here needs those internals.
   */
  private static final Logger MODULE_WARNING =
      Logger.getLogger("com.hazelcast.instance.impl.HazelcastInstanceFactory");

  private HazelcastConfigs() {}

  static Config member(CoordinatorSettings settings) {
    MODULE_WARNING.setLevel(Level.SEVERE);
    Config config = new Config();
    config.setClassLoader(new HazelcastOnlyClassLoader());
    config.setClusterName(ClusterName.clusterName(settings.secret()));
    config.setInstanceName("coordinator-" + ClusterName.unique());
    properties(settings.address()).forEach(config::setProperty);
    config.setProperty("hazelcast.client.max.no.heartbeat.seconds", SILENT_FOR_LONG_SECONDS);
    network(config.getAdvancedNetworkConfig(), settings.address());
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    restrict(config.getSerializationConfig());
    config.addMapConfig(
        new MapConfig("*").setBackupCount(0).setInMemoryFormat(InMemoryFormat.OBJECT));
    return config;
  }

  /**
   * Accepts only clients from the network: the members' protocol deserialises operations before the
   * sender is authenticated. A member needs a port for that protocol, too; it is any free one of
   * the loopback address.
   */
  private static void network(AdvancedNetworkConfig network, InetSocketAddress address) {
    network.setEnabled(true);
    ServerSocketEndpointConfig clients = new ServerSocketEndpointConfig();
    clients.setPort(address.getPort()).setPortAutoIncrement(false).setReuseAddress(true);
    clients.getInterfaces().setEnabled(true).addInterface(address.getAddress().getHostAddress());
    network.setClientEndpointConfig(clients);
    ServerSocketEndpointConfig members = new ServerSocketEndpointConfig();
    members.setPort(0).setPortAutoIncrement(false);
    members
        .getInterfaces()
        .setEnabled(true)
        .addInterface(InetAddress.getLoopbackAddress().getHostAddress());
    network.setMemberEndpointConfig(members);
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(false);
  }

  public static ClientConfig client(ConnectionSettings settings) {
    ClientConfig config = new ClientConfig();
    config.setClassLoader(new HazelcastOnlyClassLoader());
    config.setClusterName(ClusterName.clusterName(settings.secret()));
    config.setInstanceName(settings.host() + "-" + ClusterName.unique());
    config.addLabel(settings.host());
    properties(settings.coordinator()).forEach(config::setProperty);
    config.setProperty("hazelcast.client.statistics.enabled", "false");
    config.setProperty("hazelcast.client.heartbeat.timeout", SILENT_FOR_LONG_SECONDS + "000");
    config.getMetricsConfig().setEnabled(false);
    restrict(config.getSerializationConfig());
    InetSocketAddress to = settings.coordinator();
    config
        .getNetworkConfig()
        .addAddress(withoutInterface(Coordinator.text(to)))
        .setRedoOperation(false)
        .setConnectionTimeout(5_000);
    config.getNetworkConfig().getAutoDetectionConfig().setEnabled(false);
    config
        .getConnectionStrategyConfig()
        .setAsyncStart(true)
        .setReconnectMode(ReconnectMode.OFF)
        .getConnectionRetryConfig()
        .setInitialBackoffMillis(50)
        .setMaxBackoffMillis(500)
        .setMultiplier(1.5)
        .setJitter(0)
        .setClusterConnectTimeoutMillis(settings.joinTimeout().toMillis());
    return config;
  }

  /**
   * Removes the interface of a link-local address such as {@code [fe80::1%eth0]}: Hazelcast tries
   * the address on each interface by itself, and cannot connect if it is given one.
   */
  private static String withoutInterface(String address) {
    return address.replaceFirst("%[^]]*", "");
  }

  private static void restrict(SerializationConfig serialization) {
    JavaSerializationFilterConfig nothing = new JavaSerializationFilterConfig();
    // An empty allow-list would allow everything; an empty prefix in the deny-list matches every
    // name.
    nothing.setDefaultsDisabled(true).getBlacklist().addPrefixes("");
    serialization.setJavaSerializationFilterConfig(nothing);
    serialization.addDataSerializableFactory(EntryProcessors.FACTORY, new EntryProcessors());
  }

  private static Map<String, String> properties(InetSocketAddress coordinator) {
    Map<String, String> properties = new LinkedHashMap<>();
    boolean six = coordinator.getAddress() instanceof Inet6Address;
    properties.put("hazelcast.prefer.ipv4.stack", String.valueOf(!six));
    properties.put("hazelcast.socket.bind.any", "false");
    properties.put("hazelcast.phone.home.enabled", "false");
    properties.put("hazelcast.shutdownhook.enabled", "false");
    properties.put("hazelcast.logging.type", RedactingLoggerFactory.type());
    properties.put("hazelcast.health.monitoring.level", "OFF");
    properties.put("hazelcast.slow.operation.detector.enabled", "false");
    properties.put("hazelcast.wait.seconds.before.join", "0");
    properties.put("hazelcast.max.wait.seconds.before.join", "0");
    properties.put("hazelcast.initial.wait.seconds", "0");
    properties.put("hazelcast.partition.count", "7");
    properties.put("hazelcast.operation.thread.count", "2");
    properties.put("hazelcast.operation.generic.thread.count", "2");
    properties.put("hazelcast.io.thread.count", "1");
    properties.put("hazelcast.event.thread.count", "1");
    properties.put("hazelcast.operation.call.timeout.millis", "30000");
    properties.put("hazelcast.client.invocation.timeout.seconds", "30");
    return properties;
  }
}
