package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Network;
import org.multihost.migration.internal.config.placeholder.DeclaredValues;
import org.multihost.migration.spi.GuestAccess;

class VmLookupTests {

  @MigrateVm(
      name = "vm1",
      cpus = 1,
      profile = {"p", "q"})
  private static final class Declared {}

  @MigrateVm(name = "vm1", login = Login.SSH, network = Network.NONE)
  private static final class Contradictory {}

  private final Map<String, String> values = new HashMap<>();

  private VmLookup lookup() {
    return lookup(Declared.class);
  }

  private VmLookup lookup(Class<?> declared) {
    VmDeclaration vm = VmDeclaration.of(declared.getAnnotation(MigrateVm.class), "class X");
    return new VmLookup(vm, "a", Given.settings(values), new DeclaredValues("a", "vm1"));
  }

  @Test
  void eachPlaceOverridesTheOnesBelowIt() {
    List<Integer> found = new ArrayList<>(List.of(lookup().get(VmSettings.CPUS)));
    List<String> upwards =
        List.of(
            "multihost.profile.p.cpus",
            "multihost.profile.q.cpus",
            "multihost.vm.vm1.cpus",
            "multihost.host.a.vm.vm1.cpus");
    for (String key : upwards) {
      values.put(key, String.valueOf(found.size() + 1));
      found.add(lookup().get(VmSettings.CPUS));
    }

    assertThat(found).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void anotherVmsAndAnotherHostsSettingsDoNotMatter() {
    values.put("multihost.vm.vm2.cpus", "8");
    values.put("multihost.host.b.vm.vm1.cpus", "8");
    values.put("multihost.profile.r.cpus", "8");

    assertThat(lookup().get(VmSettings.CPUS)).isEqualTo(1);
    assertThat(lookup().isOwnOfHost(VmSettings.CPUS)).isFalse();
  }

  @Test
  void aValueSaysWhereItIsFrom() {
    assertThat(lookup().find(VmSettings.CPUS))
        .contains(new Setting("@MigrateVm(name = \"vm1\").cpus", "1", "annotation on class X"));

    values.put("multihost.profile.q.cpus", "2");
    assertThat(lookup().find(VmSettings.CPUS))
        .contains(new Setting("multihost.profile.q.cpus", "2", "system property"));
  }

  @Test
  void theProfilesThemselvesCanBeSetForOneHost() {
    values.put("multihost.profile.p.cpus", "2");
    values.put("multihost.profile.r.cpus", "3");
    values.put("multihost.host.a.vm.vm1.profile", "r, p");
    assertThat(lookup().get(VmSettings.PROFILE)).containsExactly("r", "p");
    assertThat(lookup().get(VmSettings.CPUS)).isEqualTo(2);

    values.put("multihost.host.a.vm.vm1.profile", "p, r");
    assertThat(lookup().get(VmSettings.CPUS)).isEqualTo(3);
  }

  @Test
  void aSettingOfThisHostAloneIsKnownAsSuch() {
    values.put("multihost.vm.vm1.cdrom", "x.iso");
    assertThat(lookup().isOwnOfHost(VmSettings.CDROM)).isFalse();

    values.put("multihost.host.a.vm.vm1.cdrom", "y.iso");
    assertThat(lookup().isOwnOfHost(VmSettings.CDROM)).isTrue();
    assertThat(lookup().get(VmSettings.CDROM)).contains("y.iso");
  }

  @Test
  void aLoginBySshThatTheAnnotationLeavesWithoutANetworkIsRefused() {
    VmDeclaration vm =
        VmDeclaration.of(Contradictory.class.getAnnotation(MigrateVm.class), "class X");

    assertThatThrownBy(
            () ->
                VmPlan.of(
                    vm, "a", List.of("a"), Given.settings(values), new DeclaredValues("a", "vm1")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessage(
            "Setting [@MigrateVm(name = \"vm1\").network] has the value [none] (from annotation on class X); allowed: user, because the login is by SSH");

    values.put("multihost.vm.vm1.network", "user");
    GuestAccess access =
        VmPlan.of(vm, "a", List.of("a"), Given.settings(values), new DeclaredValues("a", "vm1"))
            .spec()
            .access();
    assertThat(access.network()).isTrue();
    assertThat(access.login()).isEqualTo(GuestAccess.Login.SSH);
  }
}
