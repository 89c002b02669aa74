package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * A further disk of a VM, an element of {@link MigrateVm#disks()}. The guest sees the same disk on
 * every host: bus, serial number and format are the source's at a destination.
 */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@API(status = EXPERIMENTAL, since = "0.1")
public @interface Disk {

  /**
   * The path of the disk image, on storage that all hosts share, under the same path or under a
   * path of each host.
   */
  String path();

  /**
   * The format of the image, such as {@code raw} or {@code qcow2}. By default it is detected in the
   * first bytes when the VM starts. Declare {@code raw} if a guest writes there: what it writes can
   * look like another format at the next start.
   */
  String format() default "";

  /** The controller of the disk; {@link DiskBus#PARAVIRTUAL} by default. */
  DiskBus bus() default DiskBus.DEFAULT;

  /**
   * The serial number that the guest sees: 1 to 20 letters, digits, {@code -}, {@code _} and {@code
   * .}; the default is {@code disk0}, {@code disk1}, …
   */
  String serial() default "";

  /** The use of the host's cache; {@link DiskCache#WRITEBACK} by default. */
  DiskCache cache() default DiskCache.DEFAULT;

  /** Whether the guest can only read the disk; not on {@link DiskBus#SATA} and IDE. */
  boolean readOnly() default false;

  /** Whether a thread of its own serves the disk; not on {@link DiskBus#SATA} and IDE. */
  boolean iothread() default false;
}
