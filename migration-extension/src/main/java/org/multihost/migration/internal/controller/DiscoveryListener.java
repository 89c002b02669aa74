package org.multihost.migration.internal.controller;

import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/** Forgets, when a discovery starts and when it ends, which classes the engine took. */
public final class DiscoveryListener implements LauncherDiscoveryListener {

  @Override
  public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
    TakenClasses.clear();
  }

  @Override
  public void launcherDiscoveryFinished(LauncherDiscoveryRequest request) {
    TakenClasses.clear();
  }
}
