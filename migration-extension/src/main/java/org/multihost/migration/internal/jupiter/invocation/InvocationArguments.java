package org.multihost.migration.internal.jupiter.invocation;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.junit.ToldArguments;
import org.multihost.migration.internal.wire.ExchangedValue;
import org.multihost.migration.internal.wire.Fingerprint;

/**
 * The arguments of an invocation of a parameterised test or class, as facts. An argument that could
 * not be handed to another host, such as an object of the test's own class, is none.
 */
final class InvocationArguments {

  /** The longest text of an argument in a fact; a longer one is there by its fingerprint. */
  private static final int LONGEST = 200;

  private InvocationArguments() {}

  /** Returns the facts; none where JUnit, before 5.13, does not tell extensions the arguments. */
  static List<String> facts(ExtensionContext invocation) {
    return ToldArguments.of(invocation).stream()
        .map(each -> fact(each.name(), each.value()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> fact(String name, @Nullable Object argument) {
    try {
      String text = new ExchangedValue(name, List.of()).write(comparable(argument));
      return Optional.of("argument [%s] is [%s]".formatted(name, abridged(text)));
    } catch (IllegalArgumentException notKnownToOthers) {
      return Optional.empty();
    }
  }

  /** Returns an array as a list, and a map in an order that does not depend on the JVM. */
  private static @Nullable Object comparable(@Nullable Object argument) {
    if (argument != null && argument.getClass().isArray()) {
      List<@Nullable Object> elements = new ArrayList<>();
      IntStream.range(0, Array.getLength(argument))
          .forEach(i -> elements.add(Array.get(argument, i)));
      return elements;
    }
    boolean byText =
        argument instanceof Map<?, ?> map
            && map.keySet().stream().allMatch(String.class::isInstance);
    return byText ? new TreeMap<>((Map<?, ?>) argument) : argument;
  }

  private static String abridged(String text) {
    return text.length() <= LONGEST
        ? text
        : "%s… of %d characters with fingerprint %s"
            .formatted(text.substring(0, LONGEST), text.length(), Fingerprint.of(text));
  }
}
