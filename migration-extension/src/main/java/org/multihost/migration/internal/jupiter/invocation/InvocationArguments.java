package org.multihost.migration.internal.jupiter.invocation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The arguments of the invocation of a parameterized test, and of the parameterized classes around
 * it, as text.
 *
 * @param nearest those of the innermost invocation, by index
 * @param named all that have a name; a nearer one replaces others
 */
public record InvocationArguments(List<String> nearest, Map<String, String> named) {

  /** Returns the arguments of the invocation that the context is in; none if it is in none. */
  public static InvocationArguments of(ExtensionContext context) {
    List<JunitParameters> invocations = JunitParameters.around(context);
    Map<String, String> named = new LinkedHashMap<>();
    for (JunitParameters each : invocations) {
      List<String> values = each.arguments();
      each.names()
          .forEach(
              (name, index) -> {
                if (index < values.size()) {
                  named.putIfAbsent(name, values.get(index));
                }
              });
    }
    return new InvocationArguments(
        invocations.isEmpty() ? List.of() : invocations.get(0).arguments(), named);
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
