package org.multihost.migration.internal.config.placeholder;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.config.text.Names;
import org.multihost.migration.internal.config.text.Words;

/**
 * A placeholder in a text of a VM: a word in braces, with a name if the word needs one.
 *
 * @param name empty if the word has none
 */
public record Placeholder(Word word, String name) {

  /** The known words. */
  public static final String ALL =
      Arrays.stream(Word.values()).map(Word::toString).collect(Collectors.joining(", "));

  private static final Pattern FORM = Pattern.compile("([A-Za-z]+)(?::(.*))?");

  /** A word of a placeholder. */
  public enum Word {
    /** The host. */
    HOST,
    /** The VM's name. */
    VM,
    /** The VM's own directory on the host. */
    DIR,
    /** A free port of the host, by a name. */
    PORT,
    /** An argument of the invocation, by name or index. */
    ARG;

    boolean isNamed() {
      return this == PORT || this == ARG;
    }

    private String text() {
      return Words.of(this);
    }

    @Override
    public String toString() {
      return "{" + text() + (isNamed() ? ":NAME}" : "}");
    }
  }

  /**
   * Parses a placeholder without its braces, such as {@code port:vnc}.
   *
   * @throws IllegalArgumentException if it is none; the message says what is allowed
   */
  public static Placeholder parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw unknown(text);
    }
    return of(form.group(1), form.group(2));
  }

  static Placeholder of(String word, @Nullable String name) {
    String text = name == null ? word : word + ":" + name;
    for (Word each : Word.values()) {
      if (each.text().equals(word) && each.isNamed() == (name != null && !name.isEmpty())) {
        Placeholder found = new Placeholder(each, name == null ? "" : name);
        if (each == Word.PORT && !Names.isAllowed(found.name)) {
          throw new IllegalArgumentException(
              "in [{%s}] a name of %s".formatted(text, Names.ALLOWED));
        }
        return found;
      }
    }
    throw unknown(text);
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "the placeholders %s, and [{%s}] is none of them; write [{{%2$s}}] for that text itself"
            .formatted(ALL, text));
  }

  /** Returns whether the value is each host's own. */
  public boolean isOfHost() {
    return word == Word.HOST || word == Word.DIR || word == Word.PORT;
  }

  @Override
  public String toString() {
    return "{" + Words.of(word) + (word.isNamed() ? ":" + name : "") + "}";
  }
}
