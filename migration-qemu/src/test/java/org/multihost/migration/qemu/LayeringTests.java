package org.multihost.migration.qemu;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.apiguardian.api.API;

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

  /** QEMU's descriptors of firmware are files of JSON; nothing else of a host is. */
  private static final String DESCRIPTOR = BASE + ".install.FirmwareDescriptor";

  @ArchTest
  static final ArchRule onlyTheQmpPackageParsesJson =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              BASE + ".qmp..",
              BASE + ".transport..",
              BASE + ".machine..",
              BASE + ".disk..",
              BASE + ".mirror..",
              BASE + ".migration..",
              BASE)
          .and()
          .doNotHaveFullyQualifiedName(DESCRIPTOR)
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
          .and()
          .doNotHaveFullyQualifiedName(DESCRIPTOR)
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

  @ArchTest
  static final ArchRule publicTypesSayForWhomTheyAre =
      classes().that().arePublic().and().areTopLevelClasses().should().beAnnotatedWith(API.class);

  @ArchTest
  static final ArchRule theApiForUsersNamesNoInternalTypes =
      codeUnits()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(areForUsers())
          .and(are(not(annotatedWith(API.class))))
          .should(nameNoInternalTypes());

  private static DescribedPredicate<JavaClass> areForUsers() {
    return describe("are for users", type -> type.isTopLevelClass() && isApi(type, false));
  }

  /** Whether the type has the annotation, with that status or another one. */
  private static boolean isApi(JavaClass type, boolean internal) {
    return type.tryGetAnnotationOfType(API.class)
        .filter(api -> (api.status() == API.Status.INTERNAL) == internal)
        .isPresent();
  }

  private static ArchCondition<JavaCodeUnit> nameNoInternalTypes() {
    return new ArchCondition<>("name no internal types") {
      @Override
      public void check(JavaCodeUnit method, ConditionEvents events) {
        Stream.concat(method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
            .filter(type -> isApi(type, true))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " names " + type.getName())));
      }
    };
  }
}
