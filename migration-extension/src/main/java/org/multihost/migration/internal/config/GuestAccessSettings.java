package org.multihost.migration.internal.config;

import static org.multihost.migration.internal.config.VmSetting.declared;
import static org.multihost.migration.internal.config.VmSetting.number;
import static org.multihost.migration.internal.config.VmSetting.text;

import java.util.List;
import java.util.Optional;
import org.multihost.migration.CloudInit;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Network;
import org.multihost.migration.internal.config.SettingDeclaration.Default;
import org.multihost.migration.internal.config.text.Words;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.VmSpecBuilder;
import org.multihost.migration.spi.text.RegularExpression;

/** The declarations of the settings of the access to a guest: its network and its login. */
final class GuestAccessSettings {

  /** The user whom cloud-init makes, if no other is set. */
  static final String CLOUD_USER = "multihost";

  /** The network; {@link VmPlan} replaces the default, which depends on the login. */
  static final VmSetting<Network> NETWORK =
      new VmSetting<>(
          declared(
              "network",
              SettingType.word(Network.class),
              new Default<>("`user` if `login` is `ssh`, else `none`", Network.DEFAULT),
              "`user`: a user-mode network with the guest's SSH port forwarded"),
          "network",
          vm -> Words.declared(vm.network()),
          (spec, network) -> spec.network(network == Network.USER));

  static final VmSetting<Login> LOGIN =
      new VmSetting<>(
          declared(
              "login",
              SettingType.word(Login.class),
              new Default<>("`serial`; with `cloud-init`, `ssh`", Login.SERIAL),
              "what a session uses; `console`: a shell or a login on the console of a guest of your own; `none` also keeps a migration from logging in"),
          "login",
          vm -> Words.declared(vm.login()),
          VmSpecBuilder::login);

  static final VmSetting<String> USER =
      new VmSetting<>(
          declared(
              "user",
              SettingType.of("text", Setting::value),
              new Default<>("`root`; with `cloud-init`, `" + CLOUD_USER + "`", "root"),
              "the user of the login by SSH or on the console"),
          "user",
          MigrateVm::user,
          VmSpecBuilder::user);

  static final VmSetting<Optional<String>> PASSWORD =
      new VmSetting<>(
          text("password", "text", "that user's password"),
          "password",
          MigrateVm::password,
          VmSpecBuilder::password);

  static final VmSetting<Optional<String>> IDENTITY =
      new VmSetting<>(
          text(
              "identity",
              "path or `agent`",
              "that user's private key; `agent`: the keys of this user's SSH agent"),
          "identity",
          MigrateVm::identity,
          VmSpecBuilder::identity);

  static final VmSetting<Optional<String>> PASSPHRASE =
      new VmSetting<>(
          text("passphrase", "text", "the passphrase of that private key"),
          "passphrase",
          MigrateVm::passphrase,
          VmSpecBuilder::passphrase);

  static final VmSetting<Integer> SSH_PORT =
      new VmSetting<>(
          declared(
              "ssh-port",
              SettingType.wholeNumber(1, 65_535),
              Default.of(22),
              "the guest's SSH port"),
          "sshPort",
          vm -> number(vm.sshPort()),
          VmSpecBuilder::sshPort);

  static final VmSetting<Optional<String>> REGAIN_ADDRESS =
      new VmSetting<>(
          text(
              "regain-address",
              "command",
              "run on the serial session after each migration, before the login"),
          "regainAddress",
          MigrateVm::regainAddress,
          VmSpecBuilder::regainAddress);

  static final VmSetting<Optional<String>> PROMPT =
      new VmSetting<>(
          declared(
              "prompt",
              SettingType.of("regular expression", GuestAccessSettings::expression),
              Default.absent("`[#$%>] ?$`"),
              "the end of the shell's prompt, for `login` = `console`"),
          "prompt",
          MigrateVm::prompt,
          VmSpecBuilder::prompt);

  static final VmSetting<CloudInit> CLOUD_INIT =
      new VmSetting<>(
          declared(
              "cloud-init",
              SettingType.word(CloudInit.class),
              Default.of(CloudInit.NONE),
              "the preparation of an image for clouds: `nocloud` gives its cloud-init a seed, with the user of the login and a key that is made for the run"),
          "cloudInit",
          vm -> vm.cloudInit() == CloudInit.NONE ? "" : Words.of(vm.cloudInit()),
          VmSpecBuilder::cloudInit);

  static final VmSetting<Optional<String>> USER_DATA =
      new VmSetting<>(
          text(
              "user-data",
              "path, or a text that begins with `#` or `Content-Type:`",
              "the test's own user-data for cloud-init"),
          "userData",
          MigrateVm::userData,
          VmSpecBuilder::userData);

  static final List<VmSetting<?>> ALL =
      List.of(
          NETWORK,
          LOGIN,
          CLOUD_INIT,
          USER_DATA,
          USER,
          PASSWORD,
          IDENTITY,
          PASSPHRASE,
          SSH_PORT,
          REGAIN_ADDRESS,
          PROMPT);

  private GuestAccessSettings() {}

  private static Optional<String> expression(Setting setting) {
    try {
      return Optional.of(RegularExpression.compile(setting.value()).pattern());
    } catch (IllegalArgumentException wrong) {
      throw setting.refuse("a regular expression of Java; " + wrong.getMessage());
    }
  }
}
