package org.multihost.migration.qemu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Says the driver's layering aloud. */
@AnalyzeClasses(
    packages = "org.multihost.migration.qemu",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTests {

  private static final String BASE = "org.multihost.migration.qemu";

  @ArchTest
  static final ArchRule onlyTheProcessPackageStartsProcesses =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".process..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class);

  @ArchTest
  static final ArchRule onlyTheQmpPackageParsesJson =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              BASE + ".qmp..", BASE + ".transport..", BASE + ".machine..", BASE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule theParserStaysInTheQmpPackage =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".qmp..")
          .and()
          .doNotHaveFullyQualifiedName(BASE + ".machine.QemuMachine")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("ObjectMapper");

  @ArchTest
  static final ArchRule theDriverKnowsTheApiAndTheSpiOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.multihost.migration.internal..");

  @ArchTest
  static final ArchRule theLowerPackagesDoNotKnowTheDriver =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + ".qmp..", BASE + ".guest..", BASE + ".process..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE);

  @ArchTest
  static final ArchRule noPackagesDependOnEachOtherInACircle =
      slices().matching(BASE + ".(**)").should().beFreeOfCycles();
}
