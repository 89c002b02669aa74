package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import org.apiguardian.api.API;

/** How the stream of a migration goes from the source to the destination. */
@API(status = EXPERIMENTAL, since = "0.1")
public sealed interface Transport {

  /** Over TCP, to the address that the destination offers; the default. */
  record Tcp() implements Transport {}

  /** Through a Unix-domain socket; both hosts must be on one machine. */
  record Unix() implements Transport {}

  /**
   * Through two commands, run by {@code /bin/sh}: the source's reads the stream from its standard
   * input, the destination's writes it to its standard output.
   *
   * <p>In both, <code>{pipe}</code> stands for a named pipe that is made on the destination, and
   * <code>{address}</code> for the address that the destination offers. So {@code ssh {address}
   * 'cat > {pipe}'} and {@code cat {pipe}} migrate over SSH.
   *
   * @param source the source's command
   * @param destination the destination's command
   */
  record Exec(String source, String destination) implements Transport {}

  /**
   * Through file descriptors that the hypervisors are given, of a TCP connection that the two hosts
   * make.
   */
  record Fd() implements Transport {}

  /** Over RDMA; without the hardware the test is aborted with the hypervisor's reason. */
  record Rdma() implements Transport {}

  /**
   * Into a file, and from there; see {@link MigrationBuilder#throughFile(Path)}.
   *
   * @param path absolute
   */
  record File(Path path) implements Transport {}

  /** Over TCP. */
  static Transport tcp() {
    return new Tcp();
  }

  /** Through a Unix-domain socket. */
  static Transport unix() {
    return new Unix();
  }

  /** Through two commands; see {@link Exec}. */
  static Transport exec(String source, String destination) {
    return new Exec(source, destination);
  }

  /** Through a named pipe of the destination, by two {@code cat}; both hosts on one machine. */
  static Transport exec() {
    return new Exec("cat > {pipe}", "cat {pipe}");
  }

  /** Through file descriptors. */
  static Transport fd() {
    return new Fd();
  }

  /** Over RDMA. */
  static Transport rdma() {
    return new Rdma();
  }
}
