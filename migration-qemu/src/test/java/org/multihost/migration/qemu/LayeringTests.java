package org.multihost.migration.qemu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
          .resideOutsideOfPackages(BASE + ".qmp..", BASE + ".transport..", BASE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule theParserStaysInTheQmpPackage =
      noClasses()
          .that()
          .resideInAPackage(BASE)
          .and()
          .doNotHaveFullyQualifiedName(BASE + ".QemuMachine")
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
}
