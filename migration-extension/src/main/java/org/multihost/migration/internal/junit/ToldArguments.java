package org.multihost.migration.internal.junit;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.support.ParameterDeclaration;
import org.junit.jupiter.params.support.ParameterInfo;

/**
 * The arguments of an invocation of a parameterised test or class, which JUnit tells extensions
 * since 5.13.
 */
public final class ToldArguments {

  /** An argument, with the name of its parameter or {@code #} and its index. */
  public record Argument(String name, @Nullable Object value) {}

  private ToldArguments() {}

  /** Returns the arguments; none where JUnit does not tell them. */
  public static List<Argument> of(ExtensionContext invocation) {
    return JUnitVersion.HAS_TOLD_ARGUMENTS ? Told.of(invocation) : List.of();
  }

  /** The part that is linked only where JUnit has the types that it names. */
  private static final class Told {

    private Told() {}

    @SuppressWarnings("deprecation") // its successor is there since JUnit 5.14 only
    static List<Argument> of(ExtensionContext invocation) {
      ParameterInfo told = ParameterInfo.get(invocation);
      if (told == null) {
        return List.of();
      }
      List<Object> arguments = told.getArguments().toList();
      return IntStream.range(0, arguments.size())
          .mapToObj(i -> new Argument(name(told, i), arguments.get(i)))
          .toList();
    }

    @SuppressWarnings("deprecation")
    private static String name(ParameterInfo told, int index) {
      return told.getDeclarations()
          .get(index)
          .flatMap(ParameterDeclaration::getParameterName)
          .orElse("#" + index);
    }
  }
}
