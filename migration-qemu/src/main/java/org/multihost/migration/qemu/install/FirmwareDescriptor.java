package org.multihost.migration.qemu.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A descriptor of a firmware, as QEMU's {@code docs/interop/firmware.json} defines it.
 *
 * @param content empty for a file without content, which is none
 */
record FirmwareDescriptor(JsonNode content) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a guest without secure boot must not have, and what the machine does not offer. */
  private static final Set<String> UNWANTED =
      Set.of("secure-boot", "enrolled-keys", "requires-smm");

  static FirmwareDescriptor read(Path file) throws IOException {
    return new FirmwareDescriptor(JSON.readTree(Files.readAllBytes(file)));
  }

  /** Returns why it is not the firmware of a machine; empty if it is. */
  Optional<String> reasonAgainst(String architecture, String machine) {
    if (content.isMissingNode()) {
      return Optional.of("it has no content");
    }
    JsonNode mapping = content.path("mapping");
    Optional<String> unwanted =
        words(content.path("features")).filter(UNWANTED::contains).findFirst();
    if (words(content.path("interface-types")).noneMatch("uefi"::equals)) {
      return Optional.of("it is no UEFI firmware");
    }
    if (unwanted.isPresent()) {
      return unwanted.map("it has the feature [%s]"::formatted);
    }
    if (!mapping.path("device").asText().equals("flash")
        || !mapping.path("mode").asText("split").equals("split")) {
      return Optional.of("it is no flash memory in two parts, code and variables");
    }
    if (each(content.path("targets")).noneMatch(target -> isFor(target, architecture, machine))) {
      return Optional.of("it is not for this machine type");
    }
    return Stream.of("executable", "nvram-template")
        .filter(part -> mapping.path(part).path("filename").asText().isEmpty())
        .findFirst()
        .map("it has no file name of [%s]"::formatted);
  }

  private static boolean isFor(JsonNode target, String architecture, String machine) {
    return target.path("architecture").asText().equals(architecture)
        && words(target.path("machines")).anyMatch(pattern -> matches(pattern, machine));
  }

  /** The patterns are of names with a version, which a type without one stands for, too. */
  private static boolean matches(String pattern, String machine) {
    Path versioned =
        Path.of(
            switch (machine) {
              case "q35" -> "pc-q35-0.0";
              case "pc" -> "pc-i440fx-0.0";
              case "virt" -> "virt-0.0";
              default -> machine;
            });
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(versioned);
    } catch (PatternSyntaxException noPattern) {
      return false;
    }
  }

  UefiFirmware firmware() {
    return new UefiFirmware(image("executable"), image("nvram-template"));
  }

  private UefiFirmware.Image image(String part) {
    JsonNode file = content.path("mapping").path(part);
    return new UefiFirmware.Image(
        Path.of(file.path("filename").asText()), file.path("format").asText("raw"));
  }

  private static Stream<String> words(JsonNode list) {
    return each(list).map(JsonNode::asText);
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
