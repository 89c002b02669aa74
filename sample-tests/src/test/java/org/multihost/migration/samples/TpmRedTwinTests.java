package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of a TPM fails if the TPM loses its state, or ends. */
@ExtendWith(Twins.Resolver.class)
class TpmRedTwinTests {

  private static final String SWTPM =
      "swtpm socket --tpm2 --tpmstate dir={dir} --ctrl type=unixio,path={dir}/tpm.sock";

  private static final String AT_SOURCE = "multihost.host.source.vm.vm1.companions";

  @Test
  void aTpmThatBeginsAnewAfterAPowerCutUnsealsNothing(Twins twins) {
    String begin = "name=swtpm socket={dir}/tpm.sock sh -c 'rm -f {dir}/tpm2-*; exec %s'";

    assertThat(
            Twins.failures(
                twins.run(VirtualTpmTests.class, Map.of(AT_SOURCE, begin.formatted(SWTPM)))))
        .allSatisfy(
            failure -> assertThat(failure).contains("The TPM refuses command [00000157] with ["));
  }

  @Test
  void aTpmThatEndsWhileItsGuestBootsFailsBothHosts(Twins twins) {
    String ending = "name=swtpm socket={dir}/tpm.sock sh -c '%s & sleep 2; kill $!; exit 9'";

    assertThat(
            Twins.failures(
                twins.run(VirtualTpmTests.class, Map.of(AT_SOURCE, ending.formatted(SWTPM)))))
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .contains(
                        "Companion [swtpm] of virtual machine [vm1] exited unexpectedly: exit code [9]"));
  }
}
