package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@link CloudImageTestCase} with the image of Debian that {@code ./run tests --all} makes; a
 * minute or more for each boot without KVM. {@code CloudGuestTests} has the same for each build, in
 * a small guest.
 */
@ExtendWith(Twins.Resolver.class)
@Tag("long")
@Timeout(3600)
class CloudImageTests {

  private static final Path CACHE =
      Path.of(
          Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
              .orElse(System.getProperty("user.home") + "/.cache"));

  private static final Path IMAGE = CACHE.resolve("multihost/cloud/debian-12.qcow2");

  private static Map<String, String> with(String... settings) {
    boolean there = Files.isReadable(IMAGE);
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("[%s] is there, which CI must not miss", IMAGE)
        .isTrue();
    assumeThat(there).as("[%s], made by [./run tests --all] as root, is there", IMAGE).isTrue();
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "multihost.vm.vm1.image", IMAGE.toString(), "multihost.timeout.login", "20 min"));
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      all.put(parts[0], parts[1]);
    }
    return all;
  }

  @Test
  void debianWorksOnTwoHops(Twins twins) {
    Twins.assertSucceeded(twins.run(CloudImageTestCase.class, with()));
  }

  @Test
  void userDataWithAFaultIsReported(Twins twins) {
    assertThat(
            Twins.failures(
                twins.run(
                    CloudImageTestCase.class,
                    with("multihost.vm.vm1.user-data=#cloud-config\nwrite_files: [\n"))))
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .contains("The cloud-init of virtual machine [vm1] has failed")
                    .contains("Failed loading yaml blob"));
  }
}
