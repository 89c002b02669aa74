package org.multihost.migration.launchers;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the classes of this project name of JUnit, compared with each version that they run with: a
 * name that a version lacks would be an error when the JVM links the class, with no word on
 * versions. Only the package {@code internal.junit} may name more, which chooses at run time.
 */
class LinkageTests {

  private static final String CHOOSES = "org.multihost.migration.internal.junit";

  private static JavaClasses ours;

  @BeforeAll
  static void read() {
    Set<Location> locations =
        UsersProject.libraries()
            .filter(path -> path.startsWith(Tools.PROJECT))
            .map(LinkageTests::location)
            .collect(Collectors.toSet());
    ours = new ClassFileImporter().importLocations(locations);
    assertThat(ours.size()).isGreaterThan(100);
  }

  /** A module's class path has JARs in the phase [verify], and directories before. */
  private static Location location(Path entry) {
    return Location.of(
        Files.isRegularFile(entry) ? URI.create("jar:" + entry.toUri() + "!/") : entry.toUri());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOO_OLD")
  void whatTheClassesNameIsInEachVersion(JUnit junit) throws Exception {
    assertThat(missingFrom(junit, false)).isEmpty();
  }

  /** The test sees what is missing: the stores of a launcher session came with JUnit 5.13. */
  @ParameterizedTest
  @EnumSource(names = "V5_12")
  void theOldestVersionLacksWhatOnePackageNames(JUnit junit) throws Exception {
    assertThat(missingFrom(junit, true))
        .anyMatch(name -> name.contains("support.store.Namespace"))
        .anyMatch(name -> name.contains("LauncherSession.getStore()"));
  }

  private static Set<String> missingFrom(JUnit junit, boolean ofTheChoosing) throws IOException {
    Set<String> missing = new TreeSet<>();
    URL[] jar = {junit.jar().toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
      for (JavaClass each : ours) {
        if (each.getPackageName().equals(CHOOSES) == ofTheChoosing) {
          named(each)
              .filter(name -> isOfJUnit(name) && !has(loader, name))
              .forEach(name -> missing.add(each.getName() + ": " + name));
          members(each)
              .filter(member -> !has(loader, member))
              .forEach(member -> missing.add(each.getName() + ": " + text(member)));
        }
      }
    }
    return missing;
  }

  private static Stream<String> named(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType().getName())
        .distinct();
  }

  private static Stream<CodeUnitAccessTarget> members(JavaClass type) {
    return type.getCodeUnitAccessesFromSelf().stream()
        .<CodeUnitAccessTarget>map(access -> access.getTarget())
        .filter(target -> isOfJUnit(target.getOwner().getName()))
        .distinct();
  }

  private static boolean isOfJUnit(String className) {
    return className.startsWith("org.junit.");
  }

  private static String text(CodeUnitAccessTarget member) {
    return member.getOwner().getName() + "." + member.getName() + "()";
  }

  private static boolean has(ClassLoader loader, String className) {
    try {
      Class.forName(className, false, loader);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean has(ClassLoader loader, CodeUnitAccessTarget member) {
    try {
      Class<?> owner = Class.forName(member.getOwner().getName(), false, loader);
      return member.getName().equals("<init>")
          ? Arrays.stream(owner.getDeclaredConstructors())
              .anyMatch(each -> sameTypes(each.getParameterTypes(), member))
          : methods(owner)
              .anyMatch(
                  each ->
                      each.getName().equals(member.getName())
                          && sameTypes(each.getParameterTypes(), member)
                          && each.getReturnType()
                              .getName()
                              .equals(member.getRawReturnType().getName()));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Stream<Method> methods(Class<?> owner) {
    Stream<Method> inherited = Stream.of(owner.getMethods());
    Stream<Method> own = Stream.of(owner.getDeclaredMethods());
    // An interface has the methods of Object, too.
    return Stream.of(inherited, own, Stream.of(Object.class.getMethods())).flatMap(each -> each);
  }

  private static boolean sameTypes(Class<?>[] types, CodeUnitAccessTarget member) {
    return Arrays.stream(types)
        .map(Class::getName)
        .toList()
        .equals(member.getRawParameterTypes().stream().map(JavaClass::getName).toList());
  }
}
