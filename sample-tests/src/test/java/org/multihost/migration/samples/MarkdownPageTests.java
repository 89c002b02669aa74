package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.multihost.migration.samples.MarkdownPage.Block;

class MarkdownPageTests {

  private static MarkdownPage page(String text) {
    return new MarkdownPage(Path.of("docs/verdicts.md"), text);
  }

  @Test
  void findsBlocksWithTheirLanguageAndSample() {
    assertThat(page("a\n```java First\n  one();\n```\n```sh\nls\n```\n").blocks())
        .containsExactly(new Block("java", "First", "  one();\n"), new Block("sh", "", "ls\n"));
  }

  @Test
  void ignoresWhatLooksLikeALinkOrAHeadingInABlock() {
    MarkdownPage page = page("# `One`, two\n[a](b.md)\n```sh\n# no\n[c](d.md) `e`\n```\n");

    assertThat(page.anchors()).containsExactly("one-two");
    assertThat(page.links()).containsExactly("b.md");
    assertThat(page.spans()).containsExactly("One");
  }

  @Test
  void followsALinkToAFileAndToAHeading() {
    MarkdownPage page = page("");

    assertThat(page.leadsSomewhere("../README.md")).isTrue();
    assertThat(page.leadsSomewhere("../README.md#licence")).isTrue();
    assertThat(page.leadsSomewhere("#waits")).isTrue();
    assertThat(page.leadsSomewhere("README.md")).isFalse();
    assertThat(page.leadsSomewhere("../README.md#no-such-heading")).isFalse();
    assertThat(page.leadsSomewhere("#no-such-heading")).isFalse();
  }
}
