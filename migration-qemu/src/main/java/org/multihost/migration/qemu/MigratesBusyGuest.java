package org.multihost.migration.qemu;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marker of a test that migrates a guest which is writing to its memory.
 *
 * <p>QEMU before 9.0 without KVM can corrupt such a guest and still report success. With such a
 * QEMU the test is skipped, with this reason; if the environment variable {@code CI} is {@code
 * true}, the test fails instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(BusyGuestCondition.class)
@API(status = EXPERIMENTAL, since = "0.1")
public @interface MigratesBusyGuest {}
