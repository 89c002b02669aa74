package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastInstance;

/**
 * A class loader that knows Hazelcast's classes and the platform's only. Hazelcast makes objects of
 * its own kind by class names that come over the network, and has no filter for those.
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
