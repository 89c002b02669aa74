package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Network;

class VmDeclarationTests {

  @MigrateVm(name = "vm1")
  private static final class Bare {}

  @MigrateVm(
      name = "vm-2_b",
      login = Login.SSH,
      network = Network.NONE,
      cloneDisks = CloneDisks.COPY,
      sshPort = 2222,
      startPaused = true,
      profile = {"a", "b"})
  private static final class Full {}

  @MigrateVm(name = "vm 1")
  private static final class Misnamed {}

  @MigrateVm(name = "vm1", machine = " ")
  private static final class Blank {}

  private static VmDeclaration of(Class<?> declared) {
    return VmDeclaration.of(declared.getAnnotation(MigrateVm.class), "class X");
  }

  @Test
  void anElementThatIsNotSetHasNoValueOfItsOwn() {
    assertThat(of(Bare.class).name()).isEqualTo("vm1");
    assertThat(of(Bare.class).values().keySet()).containsExactly("clone");
  }

  @Test
  void aConstantBecomesTheWordOfTheSetting() {
    VmDeclaration full = of(Full.class);

    assertThat(full.value(GuestAccessSettings.LOGIN)).map(Setting::value).contains("ssh");
    assertThat(full.value(GuestAccessSettings.NETWORK)).map(Setting::value).contains("none");
    assertThat(full.value(VmSettings.CLONE)).map(Setting::value).contains("copy");
    assertThat(full.value(GuestAccessSettings.SSH_PORT)).map(Setting::value).contains("2222");
    assertThat(full.value(VmSettings.START_PAUSED)).map(Setting::value).contains("true");
  }

  @Test
  void aValueNamesItsElementAndItsPlace() {
    assertThat(of(Full.class).value(GuestAccessSettings.SSH_PORT))
        .hasToString(
            "Optional[@MigrateVm(name = \"vm-2_b\").sshPort = 2222 (from annotation on class X)]");
  }

  @Test
  void aNameWithOtherCharactersIsRefused() {
    assertThatThrownBy(() -> of(Misnamed.class))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessage(
            "@MigrateVm on [class X] has the name [vm 1]; allowed: letters, digits, - and _");
  }

  @Test
  void aValueOfBlanksIsRefused() {
    assertThatThrownBy(() -> of(Blank.class))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessage(
            "[@MigrateVm(name = \"vm1\").machine] on [class X] has only blanks, [ ]; allowed: a value, or \"\" for the default");
  }
}
