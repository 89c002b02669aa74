package org.multihost.migration.oracle;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.multihost.migration.MultihostMigration;

/** A class on that many hosts, with another extension before this project's and one after it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OtherExtension.Early.class)
@MultihostMigration(hosts = {"a", "b"})
@ExtendWith(OtherExtension.Late.class)
@interface On2 {}
