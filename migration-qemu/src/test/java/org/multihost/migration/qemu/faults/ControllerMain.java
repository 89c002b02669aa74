package org.multihost.migration.qemu.faults;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A controller in a JVM of its own, as a build tool starts it. */
public final class ControllerMain {

  private ControllerMain() {}

  /** Runs the named class. */
  public static void main(String[] arguments) {
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(arguments[0])).build());
  }
}
