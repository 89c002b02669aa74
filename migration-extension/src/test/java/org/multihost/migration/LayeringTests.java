package org.multihost.migration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apiguardian.api.API;

/** Says the layering aloud: which way things depend, and who may use what. */
@AnalyzeClasses(
    packages = "org.multihost.migration",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTests {

  private static final String BASE = "org.multihost.migration";

  @ArchTest
  static final ArchRule onlyOneRoomImportsHazelcast =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".internal.rendezvous.hazelcast..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.hazelcast..");

  @ArchTest
  static final ArchRule onlyTheControllerTheWorkersAndTheSkipListenerImportTheLauncher =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              BASE + ".internal.controller..",
              BASE + ".internal.worker..",
              BASE + ".internal.junit..")
          .and()
          .haveNameNotMatching(".*\\.internal\\.jupiter\\.SkipReportingListener(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.junit.platform.launcher..");

  @ArchTest
  static final ArchRule onlyTheControllerStartsProcesses =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".internal.controller..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class);

  @ArchTest
  static final ArchRule theScenarioKnowsNeitherJupiterNorTheLauncherNorTheController =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".internal.scenario..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.junit.jupiter..",
              "org.junit.platform..",
              BASE + ".internal.jupiter..",
              BASE + ".internal.controller..",
              BASE + ".internal.worker..");

  @ArchTest
  static final ArchRule theRendezvousKnowsNoTestFramework =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".internal.rendezvous..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.junit..",
              BASE + ".spi..",
              BASE + ".internal.scenario..",
              BASE + ".internal.jupiter..",
              BASE + ".internal.controller..",
              BASE + ".internal.worker..");

  @ArchTest
  static final ArchRule theStateOfARunHasNoThreadsAndKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".internal.rendezvous.state..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      BASE + ".internal.rendezvous",
                      BASE + ".internal.rendezvous.hazelcast..",
                      "java.util.concurrent..")
                  .or(assignableTo(Thread.class)));

  @ArchTest
  static final ArchRule noPackagesDependOnEachOtherInACircle =
      slices().matching(BASE + ".internal.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theExtensionKnowsNotWhoStartedTheHost =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".internal.jupiter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + ".internal.controller..", BASE + ".internal.worker..");

  @ArchTest
  static final ArchRule theSpiDependsOnTheApiOnly =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".spi..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + ".internal..");

  @ArchTest
  static final ArchRule theApiNamesTheInsideInItsAnnotationOnly =
      noClasses()
          .that()
          .resideInAPackage(BASE)
          .and()
          .doNotHaveFullyQualifiedName(BASE + ".MultihostMigration")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + ".internal..");

  @ArchTest
  static final ArchRule whatIsPublicInTheApiSaysItsStatus =
      classes()
          .that()
          .resideInAnyPackage(BASE, BASE + ".spi..")
          .and()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .should()
          .beAnnotatedWith(API.class);
}
