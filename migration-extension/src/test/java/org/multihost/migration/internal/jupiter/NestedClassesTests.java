package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.Hosts;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostMigration;

class NestedClassesTests {

  @MultihostMigration(hosts = {"a", "b"})
  @MigrateVm(name = "vm1")
  static class OuterTestCase {

    /** A class of its own: its hosts and machines are not those of the class around it. */
    @MultihostMigration(hosts = "only")
    static class OwnTestCase {
      @Test
      void runs(Hosts hosts) {
        assertThat(hosts.names()).containsExactly("only");
      }

      @Nested
      class Inner {
        @Test
        void runsToo(Hosts hosts) {
          assertThat(hosts.names()).containsExactly("only");
        }
      }
    }
  }

  @MultihostMigration(hosts = "only")
  static class MachineInNestedClassTestCase {
    @Test
    void needsNone() {}

    @Nested
    class Inner {
      @Nested
      @MigrateVm(name = "vm1")
      class Innermost {
        @Test
        void needsOne() {}
      }
    }
  }

  @MultihostMigration(hosts = "only")
  static class MachineOnNestedMethodTestCase {
    @Nested
    class Inner {
      @Test
      @MigrateVm(name = "vm1")
      void needsOne() {}
    }
  }

  abstract static class Base {
    @Nested
    @MigrateVm(name = "vm1")
    class Inherited {
      @Test
      void needsOne() {}
    }
  }

  @MultihostMigration(hosts = "only")
  static class MachineInInheritedNestedClassTestCase extends Base {}

  @MultihostMigration(hosts = "only")
  static class OtherHostsInsideTestCase {
    @Nested
    @MultihostMigration(hosts = {"only", "other"})
    class Inner {
      @Test
      void neverRuns() {}
    }
  }

  static class PlainOutsideTestCase {
    @Nested
    @MultihostMigration(hosts = "only")
    class Inner {
      @Test
      void neverRuns() {}
    }
  }

  @Test
  void aStaticNestedClassHasHostsAndMachinesOfItsOwn() throws IOException {
    JupiterRun run = JupiterRun.of(OuterTestCase.OwnTestCase.class, OneHost.only());

    assertThat(run.skipped()).isEmpty();
    assertThat(run.failures()).isEmpty();
    assertThat(run.successful()).containsExactlyInAnyOrder("runs(Hosts)", "runsToo(Hosts)");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        MachineInNestedClassTestCase.class,
        MachineOnNestedMethodTestCase.class,
        MachineInInheritedNestedClassTestCase.class
      })
  void aVmThatOnlyANestedClassDeclaresNeedsADriver(Class<?> testClass) throws IOException {
    JupiterRun run = JupiterRun.of(testClass, OneHost.only());

    assertThat(run.failures())
        .singleElement()
        .isInstanceOf(MultihostConfigurationException.class)
        .asString()
        .contains("No virtual machine driver");
    assertThat(run.successful()).isEmpty();
  }

  @Test
  void aWrongSettingOfANestedClassesMachineIsFoundBeforeAnythingStarts() throws IOException {
    JupiterRun run =
        JupiterRun.of(
            MachineInNestedClassTestCase.class, OneHost.only("multihost.vm.vm1.memory", "much"));

    assertThat(run.failures())
        .singleElement()
        .asString()
        .contains("[multihost.vm.vm1.memory]", "[much]");
    assertThat(run.successful()).isEmpty();
  }

  @Test
  void aNestedClassCannotHaveOtherHostsThanItsOuterOne() throws IOException {
    JupiterRun run = JupiterRun.of(OtherHostsInsideTestCase.class, OneHost.only());

    assertThat(run.failures())
        .singleElement()
        .asString()
        .contains("OtherHostsInsideTestCase$Inner]", "[only, other]", "static");
  }

  @Test
  void aNestedClassOfAnOrdinaryOneIsToldWhereTheAnnotationBelongs() throws IOException {
    JupiterRun run = JupiterRun.of(PlainOutsideTestCase.class, OneHost.only());

    assertThat(run.failures())
        .singleElement()
        .asString()
        .contains("PlainOutsideTestCase$Inner]", "put @MultihostMigration on");
  }
}
