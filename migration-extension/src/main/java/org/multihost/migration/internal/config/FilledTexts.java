package org.multihost.migration.internal.config;

import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.placeholder.Placeholder;
import org.multihost.migration.internal.config.placeholder.PlaceholderText;
import org.multihost.migration.internal.config.placeholder.PlaceholderValues;
import org.multihost.migration.spi.text.Placeholders;

/**
 * The texts of a VM, with the values of their placeholders. A placeholder whose value is not known
 * yet stays.
 */
record FilledTexts(PlaceholderValues values) implements Placeholders {

  @Override
  public String fill(String text) {
    try {
      return PlaceholderText.fill(text, this::value);
    } catch (IllegalArgumentException wrong) {
      throw new MultihostConfigurationException(
          "Text [%s] has a wrong placeholder; allowed: %s".formatted(text, wrong.getMessage()),
          wrong);
    }
  }

  /** Returns the filled text of a part of a setting's value. */
  String fill(Setting setting, String part) {
    try {
      return PlaceholderText.fill(part, this::value);
    } catch (IllegalArgumentException wrong) {
      throw setting.refuse(String.valueOf(wrong.getMessage()));
    }
  }

  private String value(Placeholder placeholder) {
    return values.find(placeholder).orElseGet(placeholder::toString);
  }
}
