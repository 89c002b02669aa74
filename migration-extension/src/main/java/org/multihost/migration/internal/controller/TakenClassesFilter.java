package org.multihost.migration.internal.controller;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * A filter that hides from Jupiter exactly the classes that the engine took in this discovery, so
 * that Jupiter does not run them in the controller. If the engine was filtered out, it took none.
 */
public final class TakenClassesFilter implements PostDiscoveryFilter {

  @Override
  public FilterResult apply(TestDescriptor test) {
    boolean taken =
        HostIds.jupiterClass(test.getUniqueId()).filter(TakenClasses::contains).isPresent();
    return FilterResult.includedIf(
        !taken,
        () -> "not taken by engine [" + MultihostTestEngine.ID + "]",
        () -> "run by engine [" + MultihostTestEngine.ID + "] on all of its hosts");
  }
}
