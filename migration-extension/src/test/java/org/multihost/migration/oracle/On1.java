package org.multihost.migration.oracle;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.multihost.migration.MultihostMigration;

/** A class on that many hosts, with another extension before this project's and one after it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithEarly
@MultihostMigration(hosts = {"a"})
@WithLate
@interface On1 {}
