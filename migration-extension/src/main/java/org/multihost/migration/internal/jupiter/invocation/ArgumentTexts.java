package org.multihost.migration.internal.jupiter.invocation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.junit.ToldArguments;
import org.multihost.migration.internal.junit.ToldArguments.Argument;

/**
 * The arguments of the invocation of a parameterized test, and of the parameterized classes around
 * it, as text.
 *
 * @param nearest those of the innermost invocation, by index
 * @param named all that have a name; a nearer one replaces others
 */
public record ArgumentTexts(List<String> nearest, Map<String, String> named) {

  /** Returns the arguments of the invocation that the context is in; none if it is in none. */
  public static ArgumentTexts of(ExtensionContext context) {
    List<Argument> nearest = ToldArguments.of(context);
    Map<String, String> named = new LinkedHashMap<>();
    for (Optional<ExtensionContext> each = Optional.of(context);
        each.isPresent();
        each = each.get().getParent()) {
      ToldArguments.of(each.get())
          .forEach(argument -> named.putIfAbsent(argument.name(), text(argument.value())));
    }
    return new ArgumentTexts(
        nearest.stream().map(argument -> text(argument.value())).toList(), named);
  }

  private static String text(@Nullable Object value) {
    Object plain = value instanceof Named<?> given ? given.getPayload() : value;
    return plain == null ? "" : plain.toString();
  }

  /**
   * Returns the argument of that name or index; an empty text if it is null.
   *
   * @throws IllegalArgumentException if there is none; the message says what is allowed
   */
  public String value(String name) {
    String value = named.get(name);
    if (value != null) {
      return value;
    }
    for (int i = 0; i < nearest.size(); i++) {
      if (name.equals(String.valueOf(i))) {
        return nearest.get(i);
      }
    }
    throw new IllegalArgumentException(
        nearest.isEmpty()
            ? "no {arg:NAME} without a parameterized invocation (of JUnit 5.13 or later); it has [{arg:%s}]"
                .formatted(name)
            : "for {arg:NAME} the arguments of this invocation, %s, or an index from 0 to %d; it has no [%s]"
                .formatted(named.keySet(), nearest.size() - 1, name));
  }
}
