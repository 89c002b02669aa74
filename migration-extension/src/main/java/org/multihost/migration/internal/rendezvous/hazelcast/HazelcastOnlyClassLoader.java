package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastInstance;

/**
 * A class loader for Hazelcast's and the platform's classes only. Hazelcast instantiates classes of
 * its own kind by names that come over the network, and has no filter for those names.
 */
final class HazelcastOnlyClassLoader extends ClassLoader {

  HazelcastOnlyClassLoader() {
    super(HazelcastInstance.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith("com.hazelcast.")
        ? super.loadClass(name, resolve)
        : getPlatformClassLoader().loadClass(name);
  }
}
