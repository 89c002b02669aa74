package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.multihost.migration.Firmware;
import org.multihost.migration.Guest;
import org.multihost.migration.GuestException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.VmSpecBuilder;

/** A cell of the table of guests: a guest and a login on a machine with a firmware. */
record GuestCell(Kind kind, Login login, Place place) {

  private static final Duration BOOT = Duration.ofSeconds(240);

  /** A guest that a test can have. */
  enum Kind {
    BUILT_IN("built-in"),
    LINUX("default Linux"),
    OWN("own kernel and initrd");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** A machine type with a firmware: a column of the table. */
  record Place(String machine, Firmware firmware) {

    static List<Place> all() {
      return Stream.of("q35", "pc", "microvm")
          .flatMap(
              machine ->
                  Stream.of(Firmware.BIOS, Firmware.UEFI).map(each -> new Place(machine, each)))
          .toList();
    }

    String title() {
      return "`" + machine + "`, " + firmware;
    }
  }

  /** The guest of the user's own has no SSH server. */
  static List<GuestCell> all() {
    return Arrays.stream(Kind.values())
        .flatMap(
            kind ->
                Arrays.stream(Login.values())
                    .filter(login -> kind != Kind.OWN || login != Login.SSH)
                    .flatMap(
                        login ->
                            Place.all().stream().map(place -> new GuestCell(kind, login, place))))
        .toList();
  }

  /** The cells of every build: the machines that no other test has, and each reason. */
  static List<GuestCell> brief() {
    return List.of(
        of(Kind.BUILT_IN, Login.NONE, "microvm", Firmware.BIOS),
        of(Kind.BUILT_IN, Login.CONSOLE, "q35", Firmware.BIOS),
        of(Kind.BUILT_IN, Login.NONE, "pc", Firmware.UEFI),
        of(Kind.LINUX, Login.SERIAL, "pc", Firmware.BIOS),
        of(Kind.LINUX, Login.CONSOLE, "q35", Firmware.BIOS),
        of(Kind.LINUX, Login.SSH, "microvm", Firmware.BIOS),
        of(Kind.OWN, Login.SERIAL, "microvm", Firmware.BIOS),
        of(Kind.OWN, Login.NONE, "microvm", Firmware.UEFI));
  }

  private static GuestCell of(Kind kind, Login login, String machine, Firmware firmware) {
    return new GuestCell(kind, login, new Place(machine, firmware));
  }

  private VmSpec spec(Path directory) throws IOException {
    VmSpecBuilder guest =
        switch (kind) {
          case BUILT_IN -> VmSpec.builder("vm1").guest(Guest.BUILT_IN);
          case LINUX -> VmSpec.builder("vm1").guest(Guest.LINUX);
          case OWN -> OwnGuest.spec(directory, login, place.firmware()).toBuilder();
        };
    return guest
        .memory(place.firmware() == Firmware.UEFI ? 192L << 20 : 128L << 20)
        .login(login)
        .network(login == Login.SSH)
        .machine(Optional.of(place.machine()))
        .firmware(place.firmware())
        .build();
  }

  /**
   * Runs the cell: the guest answers, migrates, and answers there.
   *
   * @return empty, or the reason for which the VM or its session was refused
   */
  Optional<String> run(Path directory) throws Exception {
    try (QemuDriver source = QemuDriver.create(new TestContext("source"), HostSystem.current());
        QemuDriver destination =
            QemuDriver.create(new TestContext("destination"), HostSystem.current())) {
      VmSpec spec = spec(directory);
      LocalVm here;
      try {
        source.verify(spec);
        here = source.start(spec);
        answer(here);
      } catch (MultihostConfigurationException | GuestException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
      IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
      MigrationSettings settings = MigrationSettings.DEFAULT;
      here.migrate(there.listen(settings), settings, now -> {});
      assertThat(there.completion().toCompletableFuture().get(120, TimeUnit.SECONDS).outcome())
          .isEqualTo(MigrationOutcome.COMPLETED);
      answer(there.vm());
      return Optional.empty();
    }
  }

  /**
   * Without a login, a guest that runs is all that can be seen; the built-in one answers anyway.
   */
  private void answer(LocalVm vm) {
    if (login != Login.NONE) {
      assertThat(vm.login(BOOT).run("echo 1 2").output()).isEqualTo("1 2\n");
    } else if (kind == Kind.BUILT_IN) {
      vm.awaitAnswer(BOOT);
    } else {
      assertThat(vm.state()).isEqualTo(VmState.RUNNING);
    }
  }

  @Override
  public String toString() {
    return "%s, %s, %s, %s".formatted(kind.title(), login, place.machine(), place.firmware());
  }
}
