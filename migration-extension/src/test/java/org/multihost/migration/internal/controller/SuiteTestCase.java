package org.multihost.migration.internal.controller;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** A suite of a multi-host class and an ordinary one. */
@Suite
@SelectClasses({DebuggedTestCase.class, PlainTestCase.class})
final class SuiteTestCase {}
