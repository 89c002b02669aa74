package org.multihost.migration.internal.scenario.vm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.scenario.environment.Draining;
import org.multihost.migration.spi.LocalVm;

/**
 * The processes of VMs that this host has started; closing this ends them. Safe for use by several
 * threads.
 */
final class VmProcesses implements AutoCloseable {

  private final Deque<LocalVm> processes = new ArrayDeque<>(); // guarded by this
  private boolean closed; // guarded by this

  /** Adds a process. One that is started while this object closes must not outlive it. */
  void add(LocalVm vm) {
    if (!isAdded(vm)) {
      vm.close();
      throw new IllegalStateException(
          "The test has ended; virtual machine [" + vm.name() + "] is not started");
    }
  }

  private synchronized boolean isAdded(LocalVm vm) {
    if (!closed) {
      processes.push(vm);
    }
    return !closed;
  }

  /** Returns the processes, the oldest first. */
  synchronized List<LocalVm> all() {
    List<LocalVm> all = new ArrayList<>();
    processes.descendingIterator().forEachRemaining(all::add);
    return all;
  }

  /** Ends a process that nobody needs any more. */
  void end(LocalVm vm) {
    vm.close();
    synchronized (this) {
      processes.remove(vm);
    }
  }

  /** Ends every process, the newest first; an exception of one does not stop the others. */
  @Override
  public void close() {
    Draining.all(this::next, LocalVm::close);
  }

  private synchronized @Nullable LocalVm next() {
    closed = true;
    return processes.poll();
  }
}
