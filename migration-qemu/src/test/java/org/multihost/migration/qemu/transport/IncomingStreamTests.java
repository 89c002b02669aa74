package org.multihost.migration.qemu.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.Transport.Kind;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.text.PortRange;

/** The look-up of transports; no stream listens here, so that none needs a QEMU. */
class IncomingStreamTests {

  private static final Map<Kind, Class<?>> CLASSES =
      new EnumMap<>(
          Map.of(
              Kind.TCP, TcpIncoming.class,
              Kind.UNIX, UnixIncoming.class,
              Kind.EXEC, ExecIncoming.class,
              Kind.FD, FdIncoming.class,
              Kind.RDMA, RdmaIncoming.class,
              Kind.FILE, FileIncoming.class));

  private static IncomingStream of(Transport transport) {
    return IncomingStream.of(
        transport,
        "vm1",
        null,
        new ListeningPlace("127.0.0.1", PortRange.ANY),
        new RunDirectory(Path.of("/tmp/unused")));
  }

  @Test
  void eachTransportHasAClassOfItsOwn() {
    List<Transport> all =
        Stream.concat(Transport.named().stream(), Stream.of(new Transport.File(Path.of("/f"))))
            .toList();

    assertThat(all).extracting(Transport::kind).containsExactlyInAnyOrder(Kind.values());
    assertThat(all).allSatisfy(each -> assertThat(of(each)).isInstanceOf(CLASSES.get(each.kind())));
    assertThat(CLASSES.values()).doesNotHaveDuplicates();
  }

  private static void verify(Transport transport, Map<String, Boolean> capabilities) {
    verify(transport, capabilities, Map.of());
  }

  private static void verify(
      Transport transport, Map<String, Boolean> capabilities, Map<String, Object> parameters) {
    IncomingStream.verify(
        "vm1",
        new MigrationSettings(
            transport, OptionalLong.empty(), Optional.empty(), capabilities, parameters));
  }

  /** QEMU takes the parameter, and then does as if it had not. */
  @Test
  void directAccessIsForSeveralChannelsToAFileOnly() {
    Transport file = new Transport.File(Path.of("/f"));
    Map<String, Boolean> one = Map.of("mapped-ram", true);
    Map<String, Boolean> several = Map.of("mapped-ram", true, "multifd", true);

    assertThatCode(() -> verify(file, several, Map.of("direct-io", true)))
        .doesNotThrowAnyException();
    assertThatCode(() -> verify(file, one, Map.of("direct-io", false))).doesNotThrowAnyException();
    assertThat(List.of(file, Transport.tcp()))
        .allSatisfy(
            each ->
                assertThatThrownBy(
                        () ->
                            verify(
                                each,
                                each == file ? one : Map.of("multifd", true),
                                Map.of("direct-io", true)))
                    .isInstanceOf(MultihostConfigurationException.class)
                    .hasMessageContainingAll(
                        "[vm1]", "[direct-io]", "throughFile(path)", "[multifd]"));
  }

  @Test
  void memoryAtFixedOffsetsIsForFilesOnly() {
    Map<String, Boolean> on = Map.of("mapped-ram", true);

    assertThatCode(() -> verify(new Transport.File(Path.of("/f")), on)).doesNotThrowAnyException();
    assertThatCode(() -> verify(Transport.tcp(), Map.of("mapped-ram", false)))
        .doesNotThrowAnyException();
    assertThat(Transport.named())
        .allSatisfy(
            each ->
                assertThatThrownBy(() -> verify(each, on))
                    .isInstanceOf(MultihostConfigurationException.class)
                    .hasMessageContainingAll(
                        "[vm1]", "[mapped-ram]", "[" + each.kind() + "]", "throughFile(path)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp/a,offset=0x1000", "/tmp,offset=/a", "/tmp/a\nb"})
  void aPathThatQemuReadsDifferentlyIsRefused(String path) {
    assertThatThrownBy(() -> verify(new Transport.File(Path.of(path)), Map.of()))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[vm1]", "throughFile [" + path + "]", "choose another path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp/it's, offset=1", "/tmp/file:a b"})
  void anyOtherPathIsTaken(String path) {
    assertThatCode(() -> verify(new Transport.File(Path.of(path)), Map.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void onlyAFilesEndpointHasAFile() {
    assertThat(FileUri.of(new MigrationEndpoint("file:/a: b")))
        .contains(new FileUri(Path.of("/a: b")));
    assertThat(FileUri.of(new MigrationEndpoint("exec:cat > '/a'"))).isEmpty();
    assertThat(FileUri.of(MigrationEndpoint.tcp("::1", 7))).isEmpty();
  }

  @Test
  void anAbsentTransportIsNotTcp() {
    assertThatThrownBy(() -> of(null)).isInstanceOf(NullPointerException.class);
  }
}
