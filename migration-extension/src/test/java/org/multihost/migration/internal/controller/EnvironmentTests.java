package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment of a host's JVM: that of the build, with the real agent of JaCoCo. */
final class EnvironmentTests {

  @Test
  void aHostSeesWhatAnOrdinaryTestSeesAndJacocoCountsWhatRanThere(@TempDir Path directory)
      throws Exception {
    Path coverage = directory.resolve("jacoco.exec");
    Path logging =
        Files.writeString(directory.resolve("logging.properties"), "of.the.user.level = FINEST\n");
    try (LaunchedJvm build =
        LaunchedJvm.start(
            EnvironmentTestCase.class,
            directory.resolve("console.log"),
            Map.of("OF_THE_USER", "yes"),
            "-javaagent:%s=destfile=%s,includes=*EnvironmentTestCase".formatted(agent(), coverage),
            "-Xss3m",
            "-Duser.language=ar",
            "-Duser.country=EG",
            "-Duser.timezone=Asia/Kathmandu",
            "-Djava.util.logging.config.file=" + logging,
            "-Djava.io.tmpdir=" + directory,
            "-Dof.the.user.tmp=" + directory,
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dmultihost.worker.jvm-arguments=-XX:+UseParallelGC",
            "-Dmultihost.report.dir=" + directory.resolve("reports"))) {
      assertThat(build.exitCode()).as(build.console()).isZero();
    }

    ExecFileLoader counted = new ExecFileLoader();
    counted.load(coverage.toFile());
    assertThat(counted.getExecutionDataStore().getContents())
        .singleElement()
        .satisfies(
            data -> {
              assertThat(data.getName()).endsWith("/EnvironmentTestCase");
              assertThat(data.hasHits()).isTrue();
            });
  }

  private static String agent() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(path -> path.contains("org.jacoco.agent-"))
        .findFirst()
        .orElseThrow();
  }
}
