package org.multihost.migration.qemu.condition;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;
import org.multihost.migration.qemu.install.Accelerator;

/**
 * A condition: the test class or method runs only with such a QEMU. With another one, or with none,
 * it is skipped; the reason names the QEMU.
 *
 * <p>Each host evaluates it, for the QEMU that its VMs use: the one that the settings {@code
 * multihost.qemu.binary} and {@code multihost.qemu.accelerator} select there. If one host skips the
 * test, it is aborted on the others, with that reason. A version that a distribution has changed
 * counts as the version that QEMU prints.
 *
 * <p>May be used as a meta-annotation.
 *
 * @see DisabledOnQemu
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(QemuCondition.class)
@API(status = EXPERIMENTAL, since = "0.1")
public @interface EnabledOnQemu {

  /** The first version, such as {@code 9}, {@code 9.0} or {@code 9.0.2}; default: any. */
  String since() default "";

  /** The first version that is too new; default: none. */
  String before() default "";

  /** The accelerators; default: any. */
  Accelerator[] accelerator() default {Accelerator.KVM, Accelerator.TCG};

  /** A text that is added to the reason of the skip. */
  String disabledReason() default "";
}
