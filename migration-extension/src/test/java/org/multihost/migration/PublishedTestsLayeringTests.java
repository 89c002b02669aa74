package org.multihost.migration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;

/** The dependencies of what drivers of others use: the contracts, and the example to begin with. */
@AnalyzeClasses(
    packages = {
      "org.multihost.migration.contract",
      "org.multihost.migration.example",
      "org.multihost.migration.memory"
    })
class PublishedTestsLayeringTests {

  private static final String BASE = "org.multihost.migration";

  @ArchTest
  static final ArchRule theContractsNeedTheSpiJupiterAndAssertJ =
      classes()
          .that()
          .resideInAPackage(BASE + ".contract..")
          .should(
              ArchConditions.onlyDependOnClassesThat(
                  resideInAnyPackage(
                      BASE,
                      BASE + ".spi..",
                      BASE + ".contract",
                      "java..",
                      "org.assertj..",
                      "org.junit.jupiter.api..",
                      "org.jspecify..")));

  @ArchTest
  static final ArchRule theExampleNeedsTheSpiOnly =
      classes()
          .that()
          .resideInAPackage(BASE + ".example..")
          .and()
          .haveSimpleNameStartingWith("Counter")
          .and()
          .haveSimpleNameNotEndingWith("Tests")
          .and()
          .haveSimpleNameNotEndingWith("UnderTest")
          .and()
          .areTopLevelClasses()
          .should(
              ArchConditions.onlyDependOnClassesThat(
                  resideInAnyPackage(
                      BASE, BASE + ".spi..", BASE + ".example", "java..", "org.jspecify..")));

  @ArchTest
  static final ArchRule thePublishedPackagesKnowNothingInternal =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + ".contract..", BASE + ".memory..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + ".internal..");
}
