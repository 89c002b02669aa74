package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.UniqueId;

class HostIdsTests {

  private static final UniqueId ENGINE = UniqueId.forEngine("multihost");
  private static final UniqueId JUPITER =
      UniqueId.parse("[engine:junit-jupiter]/[class:X]/[nested-class:N]/[method:m()]");

  private static UniqueId onSource() {
    UniqueId host = HostIds.ofClass(ENGINE, JUPITER).append(HostIds.HOST, "source");
    return HostIds.onHost(host, JUPITER);
  }

  @Test
  void theHostComesAfterTheClass() {
    assertThat(onSource())
        .hasToString("[engine:multihost]/[class:X]/[host:source]/[nested-class:N]/[method:m()]");
  }

  @Test
  void jupitersIdIsTheSameWithoutTheHost() {
    assertThat(HostIds.toJupiter(ENGINE, onSource())).isEqualTo(JUPITER);
    assertThat(HostIds.toJupiter(ENGINE, HostIds.ofClass(ENGINE, JUPITER)))
        .hasToString("[engine:junit-jupiter]/[class:X]");
  }

  @Test
  void theHostItselfIsJupitersClass() {
    UniqueId host = HostIds.ofClass(ENGINE, JUPITER).append(HostIds.HOST, "source");
    assertThat(HostIds.toJupiter(ENGINE, host)).hasToString("[engine:junit-jupiter]/[class:X]");
  }

  @Test
  void onlyTheSegmentAfterTheClassIsAHost() {
    UniqueId deep = onSource().append(HostIds.HOST, "a segment of another engine's");
    assertThat(HostIds.toJupiter(ENGINE, deep).getLastSegment().getType()).isEqualTo("host");
  }

  @Test
  void anEngineInsideOfASuiteIsLeftOut() {
    UniqueId inSuite = UniqueId.parse("[engine:junit-platform-suite]/[suite:S]/[engine:multihost]");
    UniqueId id = inSuite.append("class", "X").append(HostIds.HOST, "h").append("method", "m()");
    assertThat(HostIds.toJupiter(inSuite, id))
        .hasToString("[engine:junit-jupiter]/[class:X]/[method:m()]");
  }

  @Test
  void theClassOfATestIsFoundAlsoInASuite() {
    assertThat(HostIds.jupiterClass(JUPITER)).contains("X");
    assertThat(
            HostIds.jupiterClass(
                UniqueId.parse(
                    "[engine:junit-platform-suite]/[suite:S]/[engine:junit-jupiter]/[class:X]")))
        .contains("X");
    assertThat(HostIds.jupiterClass(UniqueId.forEngine("junit-jupiter"))).isEmpty();
    assertThat(HostIds.jupiterClass(UniqueId.parse("[engine:other]/[class:X]"))).isEmpty();
  }
}
