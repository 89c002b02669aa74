package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The transport of a migration's stream from the source to the destination. A driver looks it up by
 * its {@link #kind() kind}, in a {@code switch} over all of them.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public sealed interface Transport {

  /** A kind of transport. */
  @API(status = EXPERIMENTAL, since = "0.1")
  enum Kind {
    /** {@link Tcp}. */
    TCP,
    /** {@link Unix}. */
    UNIX,
    /** {@link Exec}. */
    EXEC,
    /** {@link Fd}. */
    FD,
    /** {@link Rdma}. */
    RDMA,
    /** {@link File}. */
    FILE
  }

  /** TCP, to the address that the destination offers; the default. */
  record Tcp() implements Transport {
    @Override
    public Kind kind() {
      return Kind.TCP;
    }
  }

  /** A Unix-domain socket; both hosts must be on one computer. */
  record Unix() implements Transport {
    @Override
    public Kind kind() {
      return Kind.UNIX;
    }
  }

  /**
   * Two commands, run by {@code /bin/sh}: the source's command reads the stream from its standard
   * input, the destination's command writes it to its standard output.
   *
   * <p>In both, <code>{pipe}</code> stands for a named pipe that is made on the destination, and
   * <code>{address}</code> for the address that the destination offers. So {@code ssh {address}
   * 'cat > {pipe}'} and {@code cat {pipe}} migrate over SSH.
   *
   * @param source the source's command
   * @param destination the destination's command
   */
  record Exec(String source, String destination) implements Transport {
    @Override
    public Kind kind() {
      return Kind.EXEC;
    }
  }

  /** File descriptors, passed to the hypervisors, of a TCP connection between the two hosts. */
  record Fd() implements Transport {
    @Override
    public Kind kind() {
      return Kind.FD;
    }
  }

  /** RDMA; without the hardware the test is aborted with the hypervisor's reason. */
  record Rdma() implements Transport {
    @Override
    public Kind kind() {
      return Kind.RDMA;
    }
  }

  /**
   * A file that the source writes and the destination reads; see {@link
   * MigrationBuilder#throughFile(Path)}.
   *
   * @param path absolute
   */
  record File(Path path) implements Transport {
    @Override
    public Kind kind() {
      return Kind.FILE;
    }
  }

  /** Returns the kind of this transport. */
  Kind kind();

  /**
   * Returns the transports that the setting {@code multihost.migration.transport} names by their
   * kinds: those that need nothing else.
   */
  static List<Transport> named() {
    return List.of(tcp(), unix(), exec(), fd(), rdma());
  }

  /** Returns the transport over TCP. */
  static Transport tcp() {
    return new Tcp();
  }

  /** Returns the transport through a Unix-domain socket. */
  static Transport unix() {
    return new Unix();
  }

  /** Returns the transport through two commands; see {@link Exec}. */
  static Transport exec(String source, String destination) {
    return new Exec(source, destination);
  }

  /**
   * Returns the transport through a named pipe of the destination, by two {@code cat} commands;
   * both hosts must be on one computer.
   */
  static Transport exec() {
    return new Exec("cat > {pipe}", "cat {pipe}");
  }

  /** Returns the transport through file descriptors. */
  static Transport fd() {
    return new Fd();
  }

  /** Returns the transport over RDMA. */
  static Transport rdma() {
    return new Rdma();
  }
}
