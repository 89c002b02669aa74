package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Network;
import org.multihost.migration.internal.config.placeholder.DeclaredValues;
import org.multihost.migration.internal.config.text.Words;
import org.multihost.migration.spi.GuestAccess;
import org.multihost.migration.spi.VmSpec;

class VmSettingsTests {

  @MigrateVm(name = "vm1")
  private static final class Declared {}

  @MigrateVm(
      name = "vm1",
      login = Login.NONE,
      network = Network.USER,
      cloneDisks = CloneDisks.OVERLAY)
  private static final class WithConstants {}

  private static VmSpec spec(Class<?> declared, Map<String, String> values) {
    VmDeclaration vm =
        VmDeclaration.of(declared.getAnnotation(MigrateVm.class), declared.toString());
    return VmPlan.of(
            vm, "a", List.of("a", "b"), Given.settings(values), new DeclaredValues("a", "vm1"))
        .spec();
  }

  private static VmSpec defaults() {
    return VmSpec.builder("vm1")
        .placeholders(new FilledTexts(new DeclaredValues("a", "vm1")))
        .build();
  }

  private static VmSpec with(String key, String value) {
    return spec(Declared.class, Map.of("multihost.vm.vm1." + key, value));
  }

  @Test
  void eachElementOfTheAnnotationIsOneSetting() {
    List<String> elements =
        Stream.of(MigrateVm.class.getDeclaredMethods())
            .map(Method::getName)
            .filter(name -> !name.equals("name"))
            .toList();

    assertThat(VmSettings.ALL)
        .extracting(VmSetting::element)
        .containsExactlyInAnyOrderElementsOf(elements);
  }

  @Test
  void aVmThatSaysNothingHasTheDefaultsOfTheSpecification() {
    assertThat(spec(Declared.class, Map.of())).isEqualTo(defaults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "memory         | 1 GiB       | memory=1073741824",
        "cpus           | 4           | cpus=4",
        "firmware       | uefi        | firmware=UEFI",
        "image          | a.img       | image=Optional[a.img]",
        "disks          | b, c d      | disks=[Disk[path=b, ",
        "clone          | copy        | diskClone=COPY",
        "cdrom          | empty       | cdrom=Optional[empty]",
        "floppy         | f.img       | floppy=Optional[f.img]",
        "kernel         | vmlinuz     | kernel=Optional[vmlinuz]",
        "initrd         | initrd      | initrd=Optional[initrd]",
        "cmdline        | quiet x=y   | cmdline=Optional[quiet x=y]",
        "arguments      | -S  -m 96   | arguments=[-S, -m, 96]",
        "companions     | name=a p -x | companions=[Companion[name=a, command=[p, -x], socket=Optional.empty]]",
        "start-paused   | true        | startPaused=true",
        "network        | user        | network true",
        "login          | none        | GuestAccess [NONE",
        "user           | me          | user me",
        "ssh-port       | 2222        | port 2222"
      })
  void eachSettingGetsIntoTheSpecification(String key, String value, String shown) {
    assertThat(spec(Declared.class, Map.of()).toString()).doesNotContain(shown);
    assertThat(with(key, value).toString()).contains(shown);
  }

  @Test
  void whatTheSpecificationDoesNotShowGetsThereToo() {
    assertThat(with("password", "sesame").access().credentials().password()).contains("sesame");
    assertThat(with("identity", "key").access().credentials().identity()).contains("key");
    assertThat(with("passphrase", "mellon").access().credentials().passphrase()).contains("mellon");
    assertThat(with("regain-address", "dhcp").access().regainAddress()).contains("dhcp");
    assertThat(with("prompt", "> $").access().prompt()).contains("> $");
  }

  @Test
  void theConstantsOfTheAnnotationGetIntoTheSpecification() {
    VmSpec spec = spec(WithConstants.class, Map.of());

    assertThat(spec.access().login()).isEqualTo(GuestAccess.Login.NONE);
    assertThat(spec.access().network()).isTrue();
    assertThat(spec.drives().diskClone()).isEqualTo(CloneDisks.OVERLAY);
  }

  @Test
  void aSettingOverridesAConstant() {
    VmSpec spec =
        spec(
            WithConstants.class,
            Map.of(
                "multihost.vm.vm1.login", "serial",
                "multihost.vm.vm1.network", "none",
                "multihost.host.a.vm.vm1.clone", "none"));

    assertThat(spec).isEqualTo(defaults());
  }

  static Stream<List<String>> closedSets() {
    return Stream.of(
        List.of("login", "serial, console, ssh, none"),
        List.of("network", "none, user"),
        List.of("clone", "none, overlay, copy"),
        List.of("firmware", "bios, uefi"),
        List.of("start-paused", "true, false"));
  }

  @ParameterizedTest
  @MethodSource("closedSets")
  void aWordThatIsNotAllowedIsAnErrorThatListsThoseThatAre(List<String> set) {
    for (String wrong : List.of("default", "pigeon", "NONE", "yes", "1")) {
      assertThatThrownBy(() -> with(set.get(0), wrong))
          .isInstanceOf(MultihostConfigurationException.class)
          .hasMessage(
              "Setting [multihost.vm.vm1.%s] has the value [%s] (from system property); allowed: %s"
                  .formatted(set.get(0), wrong, set.get(1)));
    }
  }

  @Test
  void theLoginsOfTheAnnotationAreThoseOfADriver() {
    assertThat(Words.values(Login.class))
        .extracting(Enum::name)
        .containsExactlyElementsOf(Stream.of(GuestAccess.Login.values()).map(Enum::name).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "memory,512,256 MiB",
    "memory,1500 kB,whole number of MiB",
    "memory,0 B,at least 1 MiB",
    "cpus,0,from 1 to 255",
    "ssh-port,65536,from 1 to 65535",
    "home,c,'one of the test''s hosts: [a, b]'"
  })
  void aWrongValueIsRefused(String key, String value, String allowed) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[multihost.vm.vm1." + key + "]", "[" + value + "]", allowed);
  }

  @Test
  void aLaterProfileWins() {
    Map<String, String> values =
        Map.of(
            "multihost.vm.vm1.profile", "small , big",
            "multihost.profile.small.memory", "64 MiB",
            "multihost.profile.small.cpus", "2",
            "multihost.profile.big.memory", "1 GiB");

    assertThat(spec(Declared.class, values).memory()).isEqualTo(1L << 30);
    assertThat(spec(Declared.class, values).cpus()).isEqualTo(2);
  }
}
