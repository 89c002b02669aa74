package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** The tests of what happens to the guest, with a fault: they must fail, and for that reason. */
@ExtendWith(Twins.Resolver.class)
class GuestRedTwinTests {

  /** Test, the setting that is the fault, and what the failure says on both hosts. */
  static final Arguments[] FAULTS = {
    Arguments.of(
        GuestStateTests.class,
        "aGuestThatIsResetAgainAndAgainArrivesAndBoots",
        Map.of("multihost.vm.vm1.arguments", "-no-reboot"),
        "Virtual machine [vm1] on host [destination] is [SHUTDOWN] after migration #1"),
    Arguments.of(
        GuestStateTests.class,
        "theGuestsClockAgreesWithTheHosts",
        Map.of("multihost.vm.vm1.arguments", "-rtc base=2001-01-01"),
        "the guest's clock, and the host's [source]"),
    Arguments.of(
        ProcessorsTests.class,
        "stayAsTheyAreAndComeBackTheSame",
        Map.of("multihost.host.destination.vm.vm1.arguments", "-cpu qemu64,-sse3"),
        "diff /tmp/flags"),
    Arguments.of(
        FileChecksumTests.class,
        "theFileIsTheSameOnEveryHost",
        Map.of("multihost.vm.vm1.regain-address", "echo damage >>/tmp/file"),
        "copy1"),
    Arguments.of(
        NetworkTrafficTests.class,
        "trafficGoesOnWhileTheGuestMigrates",
        Map.of("multihost.vm.vm1.regain-address", "ip link set eth0 down"),
        "replies from host destination"),
    Arguments.of(
        CrashingGuestTestCase.class,
        "guestCrashes",
        Map.of(),
        "The guest of virtual machine [vm1] has crashed: [Kernel panic - not syncing: sysrq triggered crash]"),
    Arguments.of(
        CrashingLateTestCase.class,
        "guestCrashesWhenItsTestIsOver",
        Map.of(),
        "The guest of virtual machine [vm1] has crashed: [Kernel panic - not syncing: sysrq triggered crash]"),
    Arguments.of(
        FailingWorkTestCase.class,
        "workOfTheTestsOwnFailsBesideTheMigration",
        Map.of(),
        "java.lang.IllegalStateException: the probe finds nothing"),
  };

  @ParameterizedTest(name = "{1}, with {2}")
  @FieldSource("FAULTS")
  void isRedForThatReason(
      Class<?> testClass, String method, Map<String, String> fault, String reason, Twins twins) {
    assertThat(Twins.failures(twins.run(testClass, method, fault)))
        .allSatisfy(failure -> assertThat(failure).contains(reason));
  }
}
