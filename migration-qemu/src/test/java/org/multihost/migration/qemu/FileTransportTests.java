package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VmSpec;

/** Migrations through a file: by QEMU itself where it can, else by the shell. */
@NeedsQemu
@Timeout(120)
class FileTransportTests {

  private static final Map<String, Boolean> MAPPED = Map.of("mapped-ram", true);
  private static final Map<String, Boolean> MULTIFD = Map.of("mapped-ram", true, "multifd", true);

  @TempDir Path directory;
  private QemuDriver source;
  private QemuDriver destination;
  private VmSpec spec;
  private Path file;

  @BeforeEach
  void startDrivers() throws IOException {
    source = driver("source");
    destination = driver("destination");
    Path image = Files.write(directory.resolve("empty.img"), new byte[1 << 20]);
    spec = TestContext.withDisk("vm1", image);
    file = directory.resolve("guest's file");
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private static QemuDriver driver(String host) {
    return QemuDriver.create(new TestContext(host), HostSystem.current());
  }

  private static QemuDriver oldDriver(String host) {
    return QemuDriver.create(OldQemu.on(host), HostSystem.current());
  }

  private MigrationSettings through(Path path, Map<String, Boolean> on, Map<String, Object> set) {
    return new MigrationSettings(
        new Transport.File(path), OptionalLong.empty(), Optional.empty(), on, set);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** A guest that has left for the file, and its destination, which has not read it yet. */
  private record Saved(LocalVm here, IncomingVm there, MigrationEndpoint endpoint) {
    IncomingReport load() throws Exception {
      there.load();
      return get(there.completion());
    }
  }

  private Saved save(LocalVm here, QemuDriver to, MigrationSettings settings) throws Exception {
    IncomingVm there = to.startIncoming(spec, here.machine(), List.of());
    MigrationEndpoint endpoint = there.listen(settings);
    OutgoingReport left = get(here.migrate(endpoint, settings, now -> {}).completion());
    assertThat(left.outcome()).as("%s", left.error()).isEqualTo(MigrationOutcome.COMPLETED);
    return new Saved(here, there, endpoint);
  }

  private LocalVm move(LocalVm here, QemuDriver to, MigrationSettings settings) throws Exception {
    Saved saved = save(here, to, settings);
    IncomingReport arrived = saved.load();
    assertThat(arrived.outcome()).as("%s", arrived.error()).isEqualTo(MigrationOutcome.COMPLETED);
    here.close();
    return saved.there().vm();
  }

  @Test
  void qemuItselfWritesAndReadsTheFile() throws Exception {
    Saved saved = save(source.start(spec), destination, through(file, Map.of(), Map.of()));

    assertThat(saved.endpoint().uri()).isEqualTo("file:" + file);
    assertThat(saved.load().outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(saved.there().vm().state()).isEqualTo(VmState.RUNNING);
  }

  static Stream<MigrationSettings> seekable() {
    Transport unset = Transport.tcp();
    return Stream.of(MAPPED, MULTIFD)
        .map(
            on ->
                new MigrationSettings(unset, OptionalLong.empty(), Optional.empty(), on, Map.of()));
  }

  @ParameterizedTest
  @MethodSource("seekable")
  void theGuestGoesThereAndBackWithItsMemoryAtFixedOffsets(MigrationSettings settings)
      throws Exception {
    MigrationSettings mapped = settings.over(new Transport.File(file));
    LocalVm there = move(source.start(spec), destination, mapped);
    LocalVm back = move(there, source, mapped);
    LocalVm plain = move(back, destination, through(file, Map.of(), Map.of()));

    assertThat(move(plain, source, mapped).state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void severalChannelsWriteTheFileWithoutTheCache() throws Exception {
    MigrationSettings direct = through(file, MULTIFD, Map.of("direct-io", true));

    LocalVm there = move(source.start(spec), destination, direct);

    assertThat(
            there
                .unwrap(QmpClient.class)
                .execute("query-migrate-parameters")
                .path("direct-io")
                .asBoolean())
        .isTrue();
  }

  /** A file in /proc cannot be opened so; QEMU 10.0.2 crashes if it tries. */
  @Test
  void aFileSystemWithoutDirectIoFailsAtTheSourceAndTheGuestGoesOn() throws Exception {
    LocalVm here = source.start(spec);
    MigrationSettings direct =
        through(Path.of("/proc/self/comm"), MULTIFD, Map.of("direct-io", true));
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    MigrationEndpoint endpoint = there.listen(direct);

    OutgoingReport report = get(here.migrate(endpoint, direct, now -> {}).completion());

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElse(""))
        .contains("[vm1]", "[direct-io]", "[/proc/self/comm]", "Invalid argument");
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void memoryAtFixedOffsetsNeedsAFile() {
    LocalVm here = source.start(spec);
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    MigrationSettings settings = through(file, MAPPED, Map.of()).over(Transport.tcp());

    assertThatThrownBy(() -> there.listen(settings))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[vm1]", "[mapped-ram]", "[TCP]", "throughFile");
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void anOldQemuNamesTheCapabilityThatItLacksAndItsVersion() {
    QemuDriver old = oldDriver("destination");
    try (old) {
      LocalVm here = old.start(spec);
      IncomingVm there = old.startIncoming(spec, here.machine(), List.of());

      assertThatThrownBy(() -> there.listen(through(file, MAPPED, Map.of())))
          .isInstanceOf(VirtualMachineException.class)
          .hasMessageContainingAll("[vm1]", "QEMU [7.2", "no migration capability [mapped-ram]");
    }
  }

  @Test
  void anOldSourceNamesTheCapabilityThatItLacksAndItsGuestRunsOn() {
    spec = spec.toBuilder().machine(Optional.of("pc-q35-7.2")).cpu(Optional.of("qemu64")).build();
    QemuDriver old = oldDriver("source");
    try (old) {
      MigrationSettings mapped = through(file, MAPPED, Map.of());
      LocalVm here = old.start(spec);
      IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
      MigrationEndpoint endpoint = there.listen(mapped);

      assertThatThrownBy(() -> here.migrate(endpoint, mapped, now -> {}))
          .isInstanceOf(VirtualMachineException.class)
          .hasMessageContainingAll("[vm1]", "QEMU [7.2", "no migration capability [mapped-ram]");
      assertThat(here.state()).isEqualTo(VmState.RUNNING);
    }
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true"})
  void theShellWritesTheFileWhereOneQemuCannot(boolean oldSource, boolean oldDestination)
      throws Exception {
    spec = spec.toBuilder().machine(Optional.of("pc-q35-7.2")).cpu(Optional.of("qemu64")).build();
    try (QemuDriver from = oldSource ? oldDriver("source") : driver("source");
        QemuDriver to = oldDestination ? oldDriver("destination") : driver("destination")) {
      LocalVm there = move(from.start(spec), to, through(file, Map.of(), Map.of()));

      assertThat(there.state()).isEqualTo(VmState.RUNNING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"guest,offset=4096", "guest\nfile"})
  void aPathThatQemuReadsDifferentlyIsRefused(String name) {
    LocalVm here = source.start(spec);
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());

    assertThatThrownBy(() -> there.listen(through(directory.resolve(name), Map.of(), Map.of())))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[vm1]", "throughFile", name);
  }

  private static MigrationSettings plainOrMapped(boolean mapped, Path path) {
    return new MigrationSettings(
        new Transport.File(path),
        OptionalLong.empty(),
        Optional.empty(),
        mapped ? MAPPED : Map.of(),
        Map.of());
  }

  /** Less would not do: QEMU does not miss the description at the end of its stream. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTruncatedFileFailsAtTheDestinationWithQemusWords(boolean mapped) throws Exception {
    Saved saved = save(source.start(spec), destination, plainOrMapped(mapped, file));
    try (FileChannel content = FileChannel.open(file, StandardOpenOption.WRITE)) {
      content.truncate(content.size() / 2);
    }

    assertFailedAtDestination(saved, "load of migration failed");
  }

  @Test
  void aFileThatIsGoneFailsAtTheDestinationWithQemusWords() throws Exception {
    Saved saved = save(source.start(spec), destination, plainOrMapped(false, file));
    Files.delete(file);

    assertFailedAtDestination(saved, file + "': No such file");
  }

  @Test
  void aDestinationThatHasEndedFails() throws Exception {
    Saved saved = save(source.start(spec), destination, plainOrMapped(false, file));
    saved.there().vm().unwrap(QemuProcess.class).kill();

    assertFailedAtDestination(saved, "ended before the guest arrived");
  }

  private void assertFailedAtDestination(Saved saved, String words) throws Exception {
    IncomingReport report = saved.load();

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains(words));
    saved.there().vm().close();
    saved.here().resume();
    assertThat(saved.here().state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void aDirectoryThatDoesNotExistFailsAtTheSourceWithQemusWords() throws Exception {
    LocalVm here = source.start(spec);
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    MigrationSettings settings = plainOrMapped(false, directory.resolve("none/guest"));
    MigrationEndpoint endpoint = there.listen(settings);

    OutgoingReport report = get(here.migrate(endpoint, settings, now -> {}).completion());

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElse("")).contains("none/guest", "No such file or directory");
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  /** QEMU makes files for its user and group only, the shell by the umask. */
  @Test
  void theFileIsAsReadableAsAnyOtherOfTheHost() throws Exception {
    Path other = Files.createFile(directory.resolve("other"));

    save(source.start(spec), destination, plainOrMapped(false, file));

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
  }
}
