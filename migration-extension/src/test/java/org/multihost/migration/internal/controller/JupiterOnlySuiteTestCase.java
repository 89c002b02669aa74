package org.multihost.migration.internal.controller;

import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** A suite that leaves out the engine of multi-host classes. */
@Suite
@IncludeEngines("junit-jupiter")
@SelectClasses({DebuggedTestCase.class, PlainTestCase.class})
final class JupiterOnlySuiteTestCase {}
