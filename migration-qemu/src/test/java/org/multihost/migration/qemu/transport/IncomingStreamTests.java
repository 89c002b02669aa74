package org.multihost.migration.qemu.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Transport;
import org.multihost.migration.Transport.Kind;
import org.multihost.migration.qemu.process.RunDirectory;
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

  @Test
  void anAbsentTransportIsNotTcp() {
    assertThatThrownBy(() -> of(null)).isInstanceOf(NullPointerException.class);
  }
}
