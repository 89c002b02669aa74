package org.multihost.migration.qemu.condition;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;
import org.multihost.migration.qemu.install.Accelerator;

/**
 * A condition: the test class or method is skipped with such a QEMU, such as one that has a known
 * fault. Repeatable, for a fault that was corrected in several branches. Everything else is as with
 * {@link EnabledOnQemu}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(DisabledOnQemu.Several.class)
@ExtendWith(QemuCondition.class)
@API(status = EXPERIMENTAL, since = "0.1")
public @interface DisabledOnQemu {

  /** The first version, such as {@code 9}, {@code 9.0} or {@code 9.0.2}; default: any. */
  String since() default "";

  /** The first version that is not meant any more; default: none. */
  String before() default "";

  /** The accelerators; default: any. */
  Accelerator[] accelerator() default {Accelerator.KVM, Accelerator.TCG};

  /** A text that is added to the reason of the skip, such as the address of the bug report. */
  String disabledReason() default "";

  /** The container of several annotations. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @Documented
  @Inherited
  @ExtendWith(QemuCondition.class)
  @interface Several {

    /** The annotations. */
    DisabledOnQemu[] value();
  }
}
