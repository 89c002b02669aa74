package org.multihost.migration;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Packages with more types than a reader can take in; the public interface is one by design. */
public final class CrowdedPackages {

  private static final long MOST = 25;
  private static final Set<String> API = Set.of("org.multihost.migration");

  private CrowdedPackages() {}

  /** The number of top-level types of each. */
  public static Map<String, Long> of(JavaClasses classes) {
    Map<String, Long> counts =
        classes.stream()
            .filter(each -> each.isTopLevelClass() && !each.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getPackageName, TreeMap::new, counting()));
    counts.entrySet().removeIf(each -> each.getValue() <= MOST || API.contains(each.getKey()));
    return counts;
  }
}
