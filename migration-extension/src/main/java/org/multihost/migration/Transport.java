package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import org.apiguardian.api.API;

/** The transport of a migration's stream from the source to the destination. */
@API(status = EXPERIMENTAL, since = "0.1")
public sealed interface Transport {

  /** TCP, to the address that the destination offers; the default. */
  record Tcp() implements Transport {}

  /** A Unix-domain socket; both hosts must be on one computer. */
  record Unix() implements Transport {}

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
  record Exec(String source, String destination) implements Transport {}

  /** File descriptors, passed to the hypervisors, of a TCP connection between the two hosts. */
  record Fd() implements Transport {}

  /** RDMA; without the hardware the test is aborted with the hypervisor's reason. */
  record Rdma() implements Transport {}

  /**
   * A file that the source writes and the destination reads; see {@link
   * MigrationBuilder#throughFile(Path)}.
   *
   * @param path absolute
   */
  record File(Path path) implements Transport {}

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
