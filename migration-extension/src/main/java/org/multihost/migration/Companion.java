package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * A program that runs beside a VM's process and serves one of its devices, an element of {@link
 * MigrateVm#companions()}: a TPM, a shared file system, a vhost-user back-end.
 *
 * <p>Each host starts it before each process of the VM that this host starts: at the home, as the
 * destination of a migration, and in {@link VirtualMachine#start()}. It ends after that process,
 * and with the JVM of the test at the latest, with all processes that it has started. If it ends
 * earlier while the guest is there, the test fails.
 */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@API(status = EXPERIMENTAL, since = "0.1")
public @interface Companion {

  /** The name, unique for the VM: letters, digits, {@code -} and {@code _}. */
  String name();

  /**
   * The program and its arguments, with placeholders: a single string, quoted as in a shell, or one
   * argument in each string. It must stay in the foreground. {@code {dir}} is a directory of this
   * VM on this host, which exists and is the same for each start of the companion.
   */
  String[] command();

  /**
   * The path of the Unix-domain socket that the VM connects to, as {@link #command()} has it. The
   * VM's process starts when the companion listens there. By default it starts at once.
   */
  String socket() default "";
}
