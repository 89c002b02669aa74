package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.GuestSession;
import org.multihost.migration.Hosts;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.VirtualMachine;
import org.opentest4j.AssertionFailedError;

/**
 * The place on one host where the fault of a cell is set, if it is this host's to set it.
 *
 * @param workers the process ids of all hosts' JVMs
 * @param vm the machine, if there is one yet
 */
record FaultSite(
    FaultCell cell, String host, Map<String, Long> workers, Optional<VirtualMachine> vm) {

  /** The system property with the directory where the hosts write what they have to say. */
  static final String DIRECTORY = "faults.directory";

  /**
   * The file there with the moment of the fault, in milliseconds; without, it is the first failure.
   */
  static final String FAULT = "fault";

  /** The file there that says that the fault was set. */
  static final String SET = "set";

  /** All hosts meet, to know each other's processes. */
  public static FaultSite meet(
      FaultCell cell, Hosts hosts, Rendezvous rendezvous, VirtualMachine vm) throws IOException {
    if (cell.fault().endsRun()) {
      SignOfLife.hold(directory(), hosts.self());
    }
    Map<String, Long> pids = rendezvous.exchange("pids", ProcessHandle.current().pid());
    return new FaultSite(cell, hosts.self(), pids, Optional.of(vm));
  }

  /** That of another extension's code, which knows neither the other hosts nor the machine. */
  public static void at(FaultPoint point, ExtensionContext context) throws Exception {
    FaultCell cell = FaultCell.of(context);
    if (!cell.fault().changesTests()) {
      new FaultSite(cell, self(), Map.of(), Optional.empty()).at(point);
    }
  }

  /** The host whose worker this JVM is; empty if it is none. */
  public static String self() {
    return System.getProperty("org.multihost.migration.worker", "");
  }

  /** Notes that the fault was set, and gives no moment of it. */
  public static void note() throws IOException {
    Files.writeString(directory().resolve(SET), "");
  }

  public boolean is(FaultPoint point) {
    return cell.point() == point;
  }

  /** Sets the fault, if this is where, outside of the steps of a migration. */
  public void at(FaultPoint point) throws Exception {
    at(point, Optional.empty());
  }

  /** The same in a step. */
  public void at(FaultPoint point, MigrationWork work) throws Exception {
    at(point, Optional.of(work));
  }

  private void at(FaultPoint point, Optional<MigrationWork> work) throws Exception {
    if (!is(point) || !host.equals(cell.setter())) {
      return;
    }
    note();
    switch (cell.fault()) {
      case ASSERTION -> {
        begin();
        throw new AssertionFailedError("the assertion of this cell");
      }
      case EXCEPTION -> {
        begin();
        throw new IOException("the exception of this cell");
      }
      case BACKGROUND_WORK -> {
        work.orElseThrow().background("doomed", step -> failInBackground());
        waitForInterrupt();
      }
      case TEST_TIMEOUT -> waitForInterrupt();
      case SLOW_STEP -> SlowStep.take(cell.point());
      case GUEST_PANIC -> panic();
      case GUEST_SILENT -> session().run("kill -STOP -1; sleep 1000");
      case GUEST_SLOW -> session().run("sleep 2");
      case DISK_FULL -> {
        fill(directory().resolve(FaultFiles.CLONES));
        begin();
        session().run("dd if=/dev/urandom of=/dev/vda bs=64k count=16 conv=fsync");
      }
      case LOG_FULL -> fill(directory().resolve(FaultFiles.REPORTS));
      case QEMU_KILLED -> signal("KILL", qemu());
      case QEMU_FROZEN -> signal("STOP", qemu());
      case WORKER_KILLED, COORDINATOR_KILLED -> signal("KILL", worker());
      case WORKER_FROZEN, COORDINATOR_FROZEN -> signal("STOP", worker());
      case CABLE_CUT -> {
        begin();
        Cable.of(cell.host()).cut();
      }
      case CABLE_CUT_AND_HEALED -> Cable.of(cell.host()).cutAndHeal();
      // The disk, the migration, the class or the host is made so; there is nothing more to do
      // here.
      case DISK_LOCKED, DESTINATION_STANDS, SOURCE_GOES_ON, ONE_MORE_TEST -> {}
      case WORKER_LATE, WORKER_ABSENT, HOST_LATE, HOST_ABSENT -> {}
      case CONTROLLER_KILLED -> signalController("KILL", "");
      case CONTROLLER_TERMINATED -> signalController("TERM", "");
      // It leads a process group, all of which a terminal signals.
      case CTRL_C -> signalController("INT", "-");
    }
  }

  private GuestSession session() {
    return vm.orElseThrow().session();
  }

  /** After a migration the test's code ends as soon as the console shows it. */
  private void panic() throws IOException {
    begin();
    String panic = "echo 1 >/proc/sys/kernel/sysrq; echo c >/proc/sysrq-trigger";
    if (cell.point().isAfterMigration()) {
      session().start(panic);
      vm.orElseThrow().console().await("Kernel panic - not", Duration.ofSeconds(20));
    } else {
      session().run(panic);
    }
  }

  private long worker() {
    return workers.get(cell.host());
  }

  /** Its JVM is the parent of the host's one QEMU. */
  private long qemu() {
    return ProcessHandle.of(worker())
        .orElseThrow()
        .children()
        .filter(each -> each.info().command().orElse("").contains("qemu-system"))
        .map(ProcessHandle::pid)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No QEMU at host [" + cell.host() + "]"));
  }

  private void signal(String name, long pid) throws IOException {
    begin();
    kill(name, String.valueOf(pid));
  }

  private void signalController(String name, String prefix) throws IOException {
    ProcessHandle controller = ProcessHandle.current().parent().orElseThrow();
    begin();
    kill(name, prefix + controller.pid());
  }

  private static void kill(String name, String pid) throws IOException {
    Commands.run(List.of("kill", "-" + name, "--", pid));
  }

  /** Leaves no room where that is. */
  private static void fill(Path place) throws IOException {
    try (OutputStream filler = Files.newOutputStream(place.resolve("filler"))) {
      byte[] much = new byte[64 << 10];
      while (true) {
        filler.write(much);
      }
    } catch (IOException noRoom) {
      if (Files.getFileStore(place).getUsableSpace() > 0) {
        throw noRoom;
      }
    }
  }

  private void failInBackground() throws IOException {
    begin();
    throw new IOException("the background work of this cell");
  }

  /** Until the test is cut short. */
  private static void waitForInterrupt() throws InterruptedException {
    new CountDownLatch(1).await(5, TimeUnit.MINUTES);
  }

  public static Path directory() {
    return Path.of(System.getProperty(DIRECTORY));
  }

  private static void begin() throws IOException {
    Files.writeString(directory().resolve(FAULT), String.valueOf(System.currentTimeMillis()));
  }
}
