package org.multihost.migration.internal.controller;

import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/** A listener that clears the taken classes when a discovery starts and when it ends. */
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
