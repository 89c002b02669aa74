package org.multihost.migration.internal.jupiter.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestSession;
import org.multihost.migration.Migrations;
import org.multihost.migration.VirtualMachine;

class GuestUseTests {

  static class InAStep {
    void migrates(Migrations migrations) {
      migrations.migrate().checkWork(work -> work.vm("vm1").session().run("true")).run();
    }
  }

  static class ReadsTheConsole {
    String text(VirtualMachine vm) {
      GuestConsole console = vm.console();
      return console.text();
    }
  }

  static class Inherits extends InAStep {}

  static class AsksAnother {
    Another[] others = {};
  }

  static class Another {
    void work(VirtualMachine vm) {
      new Third().work(vm);
    }
  }

  static class Third {
    void work(VirtualMachine vm) {
      GuestSession session = vm.session();
      session.run("true");
    }
  }

  @Test
  void aTestThatOnlyMigratesSpeaksWithNoGuest() {
    assertThat(GuestUse.speaks(OnlyMigratesTestCase.class)).isFalse();
  }

  @Test
  void sessionsAndConsolesAreConversations() {
    assertThat(GuestUse.speaks(InAStep.class)).isTrue();
    assertThat(GuestUse.speaks(ReadsTheConsole.class)).isTrue();
  }

  /** Their class files name each other, so what one does counts for the other. */
  @Test
  void nestedClassesOfOneClassAreOne() {
    assertThat(GuestUse.speaks(GuestUseTests.class)).isTrue();
  }

  @Test
  void theCodeOfOtherClassesCounts() {
    assertThat(GuestUse.speaks(Inherits.class)).isTrue();
    assertThat(GuestUse.speaks(AsksAnother.class)).isTrue();
  }
}
