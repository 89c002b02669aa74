package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.*;
import org.apiguardian.api.API;

/**
 * Declares a virtual machine, on a class or a method; on a parameter of type {@link
 * VirtualMachine}, picks one by its name.
 *
 * <p>The machine starts before each test on its {@link #home() home} host and is gone after it.
 * Each setting may be overridden by the configuration {@code multihost.vm.<name>.<setting>}, and
 * for one host by {@code multihost.host.<host>.vm.<name>.<setting>}. A declaration on a method
 * replaces the class's one of the same name. An empty value (0 for {@link #cpus()}) means: the
 * default.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(MigrateVm.List.class)
@API(status = EXPERIMENTAL, since = "0.1")
public @interface MigrateVm {

  /** The name, unique in the test: letters, digits, {@code -} and {@code _}. */
  String name();

  /** The size of the guest's memory, with a unit: {@code 256 MiB} (the default), {@code 2 GiB}. */
  String memory() default "";

  /** How many virtual CPUs, 1 to 255; 0 means the default, 1. */
  int cpus() default 0;

  /** The path of a disk image to boot from. */
  String image() default "";

  /**
   * The path of a kernel to boot directly; with neither kernel nor image the driver's default guest
   * is used.
   */
  String kernel() default "";

  /** The path of the initial RAM disk that goes with {@link #kernel()}. */
  String initrd() default "";

  /** The kernel's command line; added to the default guest's own one where that is used. */
  String cmdline() default "";

  /**
   * {@code true} gives the guest a network of its host's, with the guest's port for SSH forwarded;
   * {@code false} none. The default is a network if the login is by SSH.
   */
  String network() default "";

  /**
   * What sessions run over: {@code serial} (the default), {@code ssh}, or {@code none}, which also
   * keeps a migration from logging in by itself.
   */
  String login() default "";

  /** Who logs in by SSH to a guest of your own; the default is {@code root}. */
  String user() default "";

  /** The password of that user, better given as a setting. */
  String password() default "";

  /** The path of that user's private key. */
  String identity() default "";

  /** The guest's port for SSH; 0 means the default, 22. */
  int sshPort() default 0;

  /**
   * A command run on the serial port's session after each migration, before the login, such as one
   * that regains an address.
   */
  String regainAddress() default "";

  /** Arguments added to the hypervisor's command line as they are. */
  String[] arguments() default {};

  /**
   * Whether the machine starts with its guest paused, to go on when a migration with {@link
   * MigrationBuilder#delay} begins, or when the test resumes it.
   */
  boolean startPaused() default false;

  /**
   * The paths of further disks, in order; on storage that all hosts see, under the same path or
   * under each host's own. A setting separates them by commas.
   */
  String[] disks() default {};

  /**
   * What each test gets of {@link #image()} and {@link #disks()}: {@code none}, the disks
   * themselves; {@code overlay}, an image on top of each that keeps what the guest writes; {@code
   * copy}, a copy of each. The first host makes the clones before the machines start and removes
   * them after the test. As a setting this is {@code clone}, which Java allows no annotation.
   */
  String cloneDisks() default "";

  /**
   * The path of the medium in a CD-ROM drive, or {@code empty} for a drive without one. Hosts may
   * have different media.
   */
  String cdrom() default "";

  /** The same for a floppy drive. */
  String floppy() default "";

  /** The host that the machine starts on; the default is the first one. */
  String home() default "";

  /**
   * Named groups of settings, {@code multihost.profile.<profile>.<setting>}; a later one wins over
   * an earlier one.
   */
  String[] profile() default {};

  /** Holds repeated declarations. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @Documented
  @Inherited
  @interface List {
    /** The declarations. */
    MigrateVm[] value();
  }
}
