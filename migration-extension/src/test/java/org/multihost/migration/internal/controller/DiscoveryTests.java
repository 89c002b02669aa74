package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

final class DiscoveryTests {

  private static final String FEATURES = FeaturesTestCase.class.getName();
  private static final String PLAIN = PlainTestCase.class.getName();
  private static final String CLASS_ID = "[engine:multihost]/[class:" + FEATURES + "]";
  private static final String JUPITER_ID = "[engine:junit-jupiter]/[class:" + FEATURES + "]";

  @Test
  void showsClassThenHostThenMethod() {
    TestPlan plan = discover(request().selectors(selectClass(FEATURES)));

    TestIdentifier testClass = test(plan, CLASS_ID);
    assertThat(plan.getChildren(testClass))
        .extracting(TestIdentifier::getDisplayName)
        .containsExactly("source", "destination");
    assertThat(leaves(plan))
        .hasSize(16)
        .contains(
            CLASS_ID + "/[host:source]/[method:second(org.junit.jupiter.api.TestReporter)]",
            CLASS_ID + "/[host:destination]/[nested-class:Inner]/[method:first()]");
  }

  @Test
  void namesTestsForReportsDifferentlyOnEveryHost() {
    TestPlan plan = discover(request().selectors(selectClass(FEATURES)));

    TestIdentifier host = test(plan, CLASS_ID + "/[host:destination]");
    assertThat(host.getLegacyReportingName()).isEqualTo(FEATURES + "[destination]");
    TestIdentifier repeated =
        test(plan, CLASS_ID + "/[host:destination]/[test-template:repeated()]");
    assertThat(repeated.getLegacyReportingName()).isEqualTo("repeated()[destination][2]");
    assertThat(repeated.getSource()).containsInstanceOf(MethodSource.class);
    TestIdentifier nested =
        test(plan, CLASS_ID + "/[host:source]/[nested-class:Inner]/[method:first()]");
    assertThat(nested.getLegacyReportingName()).isEqualTo("Inner.first()[source][1]");
  }

  /** Surefire begins a set of tests with each, and a report then has the last one's counts. */
  @Test
  void onlyTheClassItselfHasAClassForItsSource() {
    TestPlan plan = discover(request().selectors(selectClass(FEATURES)));

    TestIdentifier testClass = test(plan, CLASS_ID);
    assertThat(testClass.getSource()).containsInstanceOf(ClassSource.class);
    assertThat(plan.getDescendants(testClass))
        .isNotEmpty()
        .noneMatch(each -> each.getSource().orElse(null) instanceof ClassSource);
  }

  @Test
  void leavesOrdinaryClassesToJupiter() {
    TestPlan plan = discover(request().selectors(selectClass(FEATURES), selectClass(PLAIN)));

    assertThat(leaves(plan))
        .contains("[engine:junit-jupiter]/[class:" + PLAIN + "]/[method:plain()]")
        .noneMatch(id -> id.startsWith(JUPITER_ID));
  }

  @Test
  void takesOneMethod() {
    assertThat(leaves(discover(request().selectors(selectMethod(FEATURES + "#repeated")))))
        .isEqualTo(onBothHosts("/[test-template:repeated()]"));
  }

  @Test
  void takesItsOwnUniqueIds() {
    String own = CLASS_ID + "/[host:destination]/[test-template:repeated()]";

    assertThat(leaves(discover(request().selectors(selectUniqueId(own)))))
        .isEqualTo(onBothHosts("/[test-template:repeated()]"));
  }

  @Test
  void takesJupitersUniqueIds() {
    String jupiter = JUPITER_ID + "/[test-template:repeated()]";

    assertThat(leaves(discover(request().selectors(selectUniqueId(jupiter)))))
        .isEqualTo(onBothHosts("/[test-template:repeated()]"));
  }

  @Test
  void heedsTags() {
    TestPlan plan =
        discover(request().selectors(selectClass(FEATURES)).filters(TagFilter.includeTags("slow")));

    assertThat(leaves(plan))
        .isEqualTo(onBothHosts("/[method:second(org.junit.jupiter.api.TestReporter)]"));
  }

  @Test
  void takesNothingWhenItIsFilteredOut() {
    TestPlan plan =
        discover(
            request()
                .selectors(selectClass(FEATURES))
                .filters(EngineFilter.includeEngines("junit-jupiter")));

    assertThat(leaves(plan)).hasSize(8).allMatch(id -> id.startsWith(JUPITER_ID));
  }

  @Test
  void takesNothingInJvmThatIsHost() {
    TestPlan plan =
        discover(
            request()
                .selectors(selectClass(FEATURES))
                .configurationParameter("multihost.host", "source"));

    assertThat(leaves(plan)).hasSize(8).allMatch(id -> id.startsWith(JUPITER_ID));
  }

  @Test
  void doesNotInitialiseTheClass() {
    discover(request().selectors(selectClass(FEATURES)));

    assertThat(System.getProperty(FeaturesTestCase.INITIALISED)).isNull();
  }

  private static TestPlan discover(LauncherDiscoveryRequestBuilder request) {
    return LauncherFactory.create().discover(request.build());
  }

  private static TestIdentifier test(TestPlan plan, String id) {
    return plan.getTestIdentifier(UniqueId.parse(id));
  }

  private static Set<String> onBothHosts(String rest) {
    return new TreeSet<>(
        List.of(CLASS_ID + "/[host:source]" + rest, CLASS_ID + "/[host:destination]" + rest));
  }

  private static Set<String> leaves(TestPlan plan) {
    Set<String> leaves = new TreeSet<>();
    plan.getRoots().stream()
        .flatMap(root -> plan.getDescendants(root).stream())
        .filter(test -> plan.getChildren(test).isEmpty())
        .forEach(test -> leaves.add(test.getUniqueId()));
    return leaves;
  }
}
