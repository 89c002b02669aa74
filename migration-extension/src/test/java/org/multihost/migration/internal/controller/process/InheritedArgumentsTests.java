package org.multihost.migration.internal.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arguments that hosts get from the JVM that starts them. */
final class InheritedArgumentsTests {

  private static final String SERIAL = "-XX:+UseSerialGC";

  private static List<String> of(String... all) {
    return InheritedArguments.of(List.of(all), List.of(), Map.of());
  }

  @Test
  void areThoseThatAnOrdinaryTestSees() {
    assertThat(of("-javaagent:/m2/jacoco.jar=destfile=target/x.exec", "-Xmx4g", "-Xss2m", "-da"))
        .containsExactly(
            SERIAL, "-javaagent:/m2/jacoco.jar=destfile=target/x.exec", "-Xmx4g", "-Xss2m", "-da");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dmy.password=x",
        "-agentlib:jdwp=transport=dt_socket,server=n,address=1",
        "-Xrunjdwp:transport=dt_socket",
        "-Xdebug",
        "-javaagent:/opt/idea/lib/idea_rt.jar=40123",
        "-javaagent:/opt/idea/plugins/debugger-agent.jar=file:/tmp/c.props",
        "--module-path=/m2/x.jar",
        "--patch-module=my.app=target/test-classes",
        "--add-modules=my.app",
        "vfprintf"
      })
  void areNotThoseOfOneJvmOnly(String argument) {
    assertThat(of(argument)).containsExactly(SERIAL);
  }

  @Test
  void ofTheEnvironmentAreNotRepeated() {
    Map<String, String> environment =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-javaagent:/a.jar  -XX:+UseG1GC", "JDK_JAVA_OPTIONS", "-Xss1m");

    assertThat(
            InheritedArguments.of(
                List.of("-javaagent:/a.jar", "-XX:+UseG1GC", "-Xss1m", "-Xmx1g"),
                List.of(),
                environment))
        .containsExactly("-Xmx1g");
  }

  @Test
  void haveOneGarbageCollectorTheUsers() {
    assertThat(of()).containsExactly(SERIAL);
    assertThat(of("-XX:+UseG1GC")).containsExactly("-XX:+UseG1GC");
    assertThat(InheritedArguments.of(List.of(), List.of("-XX:+UseZGC"), Map.of())).isEmpty();
    assertThat(
            InheritedArguments.of(
                List.of("-XX:+UseG1GC", "-Xmx1g"), List.of("-XX:+UseZGC"), Map.of()))
        .containsExactly("-Xmx1g");
  }
}
