package org.multihost.migration.qemu.doctor;

import java.util.stream.Collectors;

/** A text as a string of JSON. The doctor runs without Jackson. */
final class JsonText {

  private JsonText() {}

  static String of(String text) {
    return text.chars().mapToObj(JsonText::character).collect(Collectors.joining("", "\"", "\""));
  }

  private static String character(int character) {
    return switch (character) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      default -> character < ' ' ? "\\u%04x".formatted(character) : Character.toString(character);
    };
  }
}
