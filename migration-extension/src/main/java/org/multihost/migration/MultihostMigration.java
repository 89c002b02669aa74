package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.*;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.multihost.migration.internal.jupiter.FailureReportingInterceptor;
import org.multihost.migration.internal.jupiter.HostParticipationCondition;
import org.multihost.migration.internal.jupiter.MultihostMigrationExtension;
import org.multihost.migration.internal.jupiter.MultihostParameterResolver;
import org.multihost.migration.internal.jupiter.invocation.SoundFailuresInterceptor;

/**
 * The annotation of a multi-host test: a top-level test class that every host runs at the same
 * time, in step with the other hosts.
 *
 * <p>The first host has the role {@link HostRole#SOURCE}, the second has the role {@link
 * HostRole#DESTINATION}, any other {@link HostRole#BYSTANDER}. This role is a place in the list;
 * {@link MigrationWork#role()} is the role in one migration. Usable as a meta-annotation. A class
 * without a {@link MigrateVm} is allowed: its hosts only meet. The class is isolated from other
 * test classes of a parallel run, because it measures times.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Isolated("a migration measures times, and all hosts must run the classes in the same order")
@ExtendWith({
  HostParticipationCondition.class,
  MultihostMigrationExtension.class,
  FailureReportingInterceptor.class,
  SoundFailuresInterceptor.class,
  MultihostParameterResolver.class
})
@API(status = EXPERIMENTAL, since = "0.1")
public @interface MultihostMigration {

  /**
   * The names of the hosts that take part: at least one, all different, of letters, digits, {@code
   * -} and {@code _}.
   */
  String[] hosts() default {"source", "destination"};
}
