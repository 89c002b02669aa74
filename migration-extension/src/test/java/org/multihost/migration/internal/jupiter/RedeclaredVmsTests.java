package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.config.placeholder.DeclaredValues;
import org.multihost.migration.internal.jupiter.declaration.DeclaredVms;
import org.multihost.migration.internal.jupiter.declaration.Nesting;

class RedeclaredVmsTests {

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1", memory = "128 MiB")
  @MigrateVm(name = "vm2", memory = "128 MiB")
  abstract static class Base {
    @Test
    void test() {}

    @Test
    @MigrateVm(name = "vm1", memory = "1 GiB")
    void ofItsOwn() {}

    @Test
    @Large
    void composed() {}
  }

  static class InheritedTestCase extends Base {}

  @MigrateVm(name = "vm1", memory = "160 MiB")
  static class RedeclaredTestCase extends Base {}

  static class TwiceRemovedTestCase extends RedeclaredTestCase {}

  @MigrateVm(name = "vm1", memory = "512 MiB")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Large {}

  @Large
  static class ComposedTestCase extends Base {}

  @Large
  @MigrateVm(name = "vm1", memory = "192 MiB")
  static class DirectBesideComposedTestCase extends Base {}

  @MigrateVm(name = "vm1", memory = "224 MiB")
  interface Small {}

  @MigrateVm(name = "vm1", memory = "288 MiB")
  interface Smaller extends Small {}

  static class OfInterfaceTestCase extends Base implements Small {}

  static class OfNarrowerInterfaceTestCase extends Base implements Small, Smaller {}

  @MigrateVm(name = "vm1", memory = "320 MiB")
  static class OverInterfaceTestCase extends Base implements Small {}

  /** It has the interface through its superclass, whose own declaration replaced it. */
  static class AgainTestCase extends OverInterfaceTestCase implements Small {}

  @MigrateVm(name = "vm1", memory = "352 MiB")
  interface Unrelated {}

  static class TornTestCase extends Base implements Small, Unrelated {}

  @MigrateVm(name = "vm1", memory = "384 MiB")
  static class DecidedTestCase extends Base implements Small, Unrelated {}

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1")
  @MigrateVm(name = "vm1")
  static class TwiceTestCase {
    @Test
    void test() {}
  }

  @MigrateVm(name = "vm1", memory = "64 MiB")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Tiny {}

  @MultihostMigration(hosts = "only")
  static class TwoComposedTestCase {
    @Test
    @Large
    @Tiny
    void test() {}
  }

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1", memory = "128 MiB")
  static class OuterTestCase {
    @Nested
    @MigrateVm(name = "vm1", memory = "416 MiB")
    class Inner {
      @Test
      void test() {}
    }
  }

  private static Map<String, Long> memory(Class<?> testClass, String method) {
    return memory(new Nesting(List.of(testClass)), method);
  }

  /** Each machine's memory in MiB. */
  private static Map<String, Long> memory(Nesting nesting, String methodName) {
    TestClassModel model = TestClassModel.of(nesting.outermost());
    Method method = ReflectionSupport.findMethod(nesting.innermost(), methodName).orElseThrow();
    Settings settings =
        Settings.read(new SettingSource(key -> Optional.empty(), new Properties(), Map.of()));
    return DeclaredVms.of(nesting, method).stream()
        .map(
            vm ->
                VmPlan.of(
                        vm, "only", model.hosts(), settings, new DeclaredValues("only", vm.name()))
                    .spec())
        .collect(Collectors.toMap(spec -> spec.name(), spec -> spec.memory() >> 20));
  }

  @Test
  void aSubclassHasTheMachinesOfItsSuperclass() {
    assertThat(memory(InheritedTestCase.class, "test")).isEqualTo(Map.of("vm1", 128L, "vm2", 128L));
  }

  @Test
  void aSubclassReplacesAnInheritedMachineAndKeepsTheOthers() {
    assertThat(memory(RedeclaredTestCase.class, "test"))
        .isEqualTo(Map.of("vm1", 160L, "vm2", 128L));
    assertThat(memory(TwiceRemovedTestCase.class, "test")).containsEntry("vm1", 160L);
  }

  @Test
  void aMethodReplacesWhatItsClassHasInherited() {
    assertThat(memory(RedeclaredTestCase.class, "ofItsOwn")).containsEntry("vm1", 1024L);
    assertThat(memory(RedeclaredTestCase.class, "composed")).containsEntry("vm1", 512L);
  }

  @Test
  void aComposedAnnotationReplacesAnInheritedMachineAndIsReplacedByADirectOne() {
    assertThat(memory(ComposedTestCase.class, "test")).containsEntry("vm1", 512L);
    assertThat(memory(DirectBesideComposedTestCase.class, "test")).containsEntry("vm1", 192L);
  }

  @Test
  void anInterfaceReplacesTheSuperclassesMachineAndIsReplacedByTheClassesOwn() {
    assertThat(memory(OfInterfaceTestCase.class, "test")).containsEntry("vm1", 224L);
    assertThat(memory(OfNarrowerInterfaceTestCase.class, "test")).containsEntry("vm1", 288L);
    assertThat(memory(OverInterfaceTestCase.class, "test")).containsEntry("vm1", 320L);
    assertThat(memory(AgainTestCase.class, "test")).containsEntry("vm1", 320L);
  }

  @Test
  void aNestedClassReplacesItsOuterClassesMachine() {
    assertThat(memory(new Nesting(List.of(OuterTestCase.class, OuterTestCase.Inner.class)), "test"))
        .containsEntry("vm1", 416L);
  }

  @Test
  void twoUnrelatedInterfacesDoNotDecideAndTheClassDoes() {
    assertThatThrownBy(() -> memory(TornTestCase.class, "test"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("\"vm1\"", "Small]", "Unrelated]", "TornTestCase]");
    assertThat(memory(DecidedTestCase.class, "test")).containsEntry("vm1", 384L);
  }

  @Test
  void oneNameTwiceOnOneElementIsAnError() {
    assertThatThrownBy(() -> memory(TwiceTestCase.class, "test"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("\"vm1\"", "twice", "TwiceTestCase]");
    assertThatThrownBy(() -> memory(TwoComposedTestCase.class, "test"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("\"vm1\"", "@Large", "@Tiny");
  }
}
