package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;

/** Passes if its host sees what {@link EnvironmentTests} gives to the JVM of the build. */
@MultihostMigration(hosts = "only")
final class EnvironmentTestCase {

  @Test
  void isTheOneOfTheBuild(Hosts hosts) throws Exception {
    assertThat(hosts.self()).isEqualTo("only");
    assertThat(Locale.getDefault()).isEqualTo(Locale.forLanguageTag("ar-EG"));
    assertThat(ZoneId.systemDefault()).isEqualTo(ZoneId.of("Asia/Kathmandu"));
    assertThat(Logger.getLogger("of.the.user").getLevel()).isEqualTo(Level.FINEST);
    assertThat(System.getenv("OF_THE_USER")).isEqualTo("yes");
    assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments()).contains("-Xss3m");
    assertThat(ManagementFactory.getGarbageCollectorMXBeans())
        .extracting(MemoryManagerMXBean::getName)
        .allMatch(name -> name.startsWith("PS "));
    Path temporary = Files.createTempFile("of", "user");
    assertThat(temporary.getParent()).isEqualTo(Path.of(System.getProperty("of.the.user.tmp")));
  }
}
