package org.multihost.migration.internal.scenario.plan;

import java.nio.file.Path;
import org.multihost.migration.Transport;
import org.multihost.migration.internal.config.placeholder.Placeholder;
import org.multihost.migration.internal.config.placeholder.PlaceholderText;
import org.multihost.migration.internal.scenario.vm.ManagedVm;

/**
 * The transport of one VM's stream, with this host's values of the placeholders.
 *
 * @param several whether other VMs are in the same migration: each has a file of its own
 */
record VmTransport(ManagedVm vm, boolean several) {

  /** Returns the transport for this VM. */
  Transport filled(Transport by) {
    return switch (by.kind()) {
      case FILE -> new Transport.File(file(((Transport.File) by).path()));
      case EXEC -> exec((Transport.Exec) by);
      default -> by;
    };
  }

  /** Returns the transport for this VM; {@code sent} files have the same path on both hosts. */
  Transport verified(Transport by, boolean sent) {
    if (by instanceof Transport.File file && sent) {
      requireSameOnAllHosts("throughFile", file.path().toString());
    }
    if (by instanceof Transport.Exec commands) {
      requireSameOnAllHosts("The source's command of exec", commands.source());
    }
    return filled(by);
  }

  private static void requireSameOnAllHosts(String what, String text) {
    if (PlaceholderText.in(shielded(text)).stream().anyMatch(Placeholder::isOfHost)) {
      throw new IllegalArgumentException(
          "%s [%s]: expected a text that is the same on both hosts, with {vm} and {arg:NAME} only"
              .formatted(what, text));
    }
  }

  private Path file(Path path) {
    Path own = Path.of(vm.filled(path.toString()));
    return several ? own.resolveSibling(own.getFileName() + "." + vm.name()) : own;
  }

  /** Returns the commands; the driver itself fills in the pipe and the address. */
  private Transport exec(Transport.Exec commands) {
    return Transport.exec(command(commands.source()), command(commands.destination()));
  }

  private String command(String text) {
    return vm.filled(shielded(text));
  }

  /** Returns a command in which the driver's own words stay as they are. */
  private static String shielded(String text) {
    return text.replace("{pipe}", "{{pipe}}").replace("{address}", "{{address}}");
  }
}
