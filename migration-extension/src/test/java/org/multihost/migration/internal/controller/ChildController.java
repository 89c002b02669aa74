package org.multihost.migration.internal.controller;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A controller in a JVM of its own, to be killed. */
final class ChildController {

  private ChildController() {}

  public static void main(String[] args) {
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(EndlessTestCase.class.getName()))
                .build());
  }
}
