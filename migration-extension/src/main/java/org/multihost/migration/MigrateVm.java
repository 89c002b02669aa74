package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.*;
import org.apiguardian.api.API;

/**
 * The declaration of a virtual machine, on a class or a method; on a parameter of type {@link
 * VirtualMachine}, the choice of a VM by its name.
 *
 * <p>The VM is started before each test on its {@link #home() home} host, and removed after the
 * test, unless its {@link #lifecycle()} is that of the class. Each setting can be overridden by the
 * configuration {@code multihost.vm.<name>.<setting>}, and for one host by {@code
 * multihost.host.<host>.vm.<name>.<setting>}. A declaration on a method replaces the class's
 * declaration of the same name. An empty value, 0 and {@code DEFAULT} mean the default. As a
 * setting, a constant of an enum is its name in lower case, such as {@code ssh}.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(MigrateVm.List.class)
@API(status = EXPERIMENTAL, since = "0.1")
public @interface MigrateVm {

  /** The name of the VM, unique in the test: letters, digits, {@code -} and {@code _}. */
  String name();

  /** The size of the guest's memory, with a unit: {@code 256 MiB} (the default), {@code 2 GiB}. */
  String memory() default "";

  /** The number of virtual CPUs, 1 to 255; 0 means the default, 1. */
  int cpus() default 0;

  /**
   * QEMU's machine type: {@code q35} (the default), {@code pc}, {@code microvm}, or one with a
   * version, such as {@code pc-q35-7.2}. A destination has the source's type and version.
   */
  String machine() default "";

  /**
   * QEMU's CPU model with its flags, such as {@code qemu64,+avx}. The default guests have a plain
   * one if QEMU emulates it, others the best one of the accelerator.
   */
  String cpu() default "";

  /**
   * The firmware that starts the guest. {@link Firmware#UEFI} needs a package of the distribution
   * on each host; without one, the test is skipped with the reason.
   */
  Firmware firmware() default Firmware.DEFAULT;

  /** The path of a disk image to boot from. */
  String image() default "";

  /**
   * The path of a kernel to boot directly. Without a kernel and an image, the driver's default
   * guest is used.
   */
  String kernel() default "";

  /**
   * The guest of a VM without an image and a kernel. By default it is {@link Guest#LINUX} if the
   * test speaks with its guests, else {@link Guest#BUILT_IN}: {@link Guest#DEFAULT} has the rule.
   */
  Guest guest() default Guest.DEFAULT;

  /** The path of the initial RAM disk for {@link #kernel()}. */
  String initrd() default "";

  /** The kernel's command line; with the default guest, it is added to that guest's own one. */
  String cmdline() default "";

  /** The guest's network; by default a guest has one if its login is by SSH. */
  Network network() default Network.DEFAULT;

  /** The login of sessions; {@link Login#SERIAL} by default. */
  Login login() default Login.DEFAULT;

  /**
   * The preparation of an {@link #image()} that a distribution publishes for clouds. With {@link
   * CloudInit#NOCLOUD} the login is by SSH if nothing else is declared, and needs no password and
   * no key: both hosts know a key that is made for the run.
   */
  CloudInit cloudInit() default CloudInit.NONE;

  /**
   * The user-data of cloud-init, for packages, files and commands of your own: a path, or the
   * content itself if it begins with {@code #} or {@code Content-Type:}.
   */
  String userData() default "";

  /**
   * The user of logins to a guest of your own; the default is {@code root}, with {@link
   * #cloudInit()} it is {@code multihost}, who may use {@code sudo}.
   */
  String user() default "";

  /** The password of that user; preferably given as a setting. */
  String password() default "";

  /**
   * The path of that user's private key, or {@code agent} for the keys of the SSH agent of the
   * test's user. A certificate is used if it is in the file {@code <identity>-cert.pub}.
   */
  String identity() default "";

  /** The passphrase of that private key; preferably given as a setting. */
  String passphrase() default "";

  /** The guest's SSH port; 0 means the default, 22. */
  int sshPort() default 0;

  /**
   * A command that runs in the serial port's session after each migration, before the login; for
   * example one that renews the guest's address.
   */
  String regainAddress() default "";

  /**
   * A regular expression for the end of the shell's prompt on the console, for {@link
   * Login#CONSOLE}; the default is <code>[#$%&gt;] ?$</code>.
   */
  String prompt() default "";

  /** Arguments that are added unchanged to the hypervisor's command line. */
  String[] arguments() default {};

  /**
   * Programs that run beside the hypervisor and serve its devices, on each host. A setting has them
   * as one text: {@code name=tpm socket={dir}/tpm.sock program --option ; name=…}.
   */
  Companion[] companions() default {};

  /**
   * Whether the VM starts with its guest paused. The guest resumes when a migration with {@link
   * MigrationBuilder#delay} begins, or when the test resumes it.
   */
  boolean startPaused() default false;

  /**
   * Further disks, in order. A setting has their paths, separated by commas, each with its options:
   * {@code data.img;format=raw;bus=scsi;serial=A1;cache=none;read-only=true;iothread=true}. It
   * replaces all of the annotation's disks.
   */
  Disk[] disks() default {};

  /**
   * The kind of disks that each test gets for {@link #image()} and {@link #disks()}. The first
   * host, or with {@link Storage#MIRROR} the VM's home, makes the clones before the VMs start, and
   * removes them after the test. The setting is named {@code clone}, which Java does not allow as
   * the name of an annotation element.
   */
  CloneDisks cloneDisks() default CloneDisks.NONE;

  /**
   * The storage of {@link #image()} and {@link #disks()}. With {@link Storage#MIRROR} only the home
   * of the VM needs the files of disks that the guest can write: a migration copies them. Disks
   * that it can only read, and media, are needed on each host.
   */
  Storage storage() default Storage.SHARED;

  /**
   * The path of the medium in a CD-ROM drive, or {@code empty} for a drive without a medium. Hosts
   * may have different media.
   */
  String cdrom() default "";

  /** The path of the medium in a floppy drive, or {@code empty}, as for {@link #cdrom()}. */
  String floppy() default "";

  /** The host that the VM starts on; the default is the first host. */
  String home() default "";

  /** The life of the VM: one test, or all tests of the class. */
  Lifecycle lifecycle() default Lifecycle.PER_METHOD;

  /**
   * Named groups of settings, {@code multihost.profile.<profile>.<setting>}. A later profile
   * overrides an earlier one.
   */
  String[] profile() default {};

  /** The container of repeated declarations. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @Documented
  @Inherited
  @interface List {
    /** The declarations. */
    MigrateVm[] value();
  }
}
