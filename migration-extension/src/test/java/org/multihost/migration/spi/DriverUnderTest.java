package org.multihost.migration.spi;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** A driver with what its contract needs beside the SPI. */
public interface DriverUnderTest extends AutoCloseable {

  /** A new driver of a host. */
  VirtualMachineDriver create(String host);

  /** A machine whose guest has no shell, and of which a test may have several. */
  VmSpec bare(String name);

  /** A machine whose guest offers a shell. */
  VmSpec guest(String name);

  /** The arguments of a destination whose guest does not go on when it has arrived. */
  List<String> standsStillOnArrival();

  /** Waits for what a driver completes. */
  <T> T await(CompletionStage<T> stage) throws Exception;

  /** Ends a machine's process from outside, as SIGKILL does. */
  void kill(LocalVm vm);

  /** Stops a machine's process from outside, as SIGSTOP does. */
  void freeze(LocalVm vm);

  @Override
  void close();
}
