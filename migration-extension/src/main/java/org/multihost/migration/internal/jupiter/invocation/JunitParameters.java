package org.multihost.migration.internal.jupiter.invocation;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;

/**
 * JUnit's own account of one parameterized invocation. It is read by reflection: JUnit has it since
 * 5.13, and only in a module that a user may not have.
 *
 * @param info an object of JUnit's type {@code ParameterInfo}
 */
record JunitParameters(Object info) {

  private static final String PACKAGE = "org.junit.jupiter.params.";

  /** Returns the accounts of the invocations around a context, the innermost first. */
  static List<JunitParameters> around(ExtensionContext context) {
    return type(context.getRequiredTestClass().getClassLoader())
        .map(type -> around(context, type))
        .orElse(List.of());
  }

  private static List<JunitParameters> around(ExtensionContext context, Class<?> type) {
    List<JunitParameters> all = new ArrayList<>();
    for (Optional<ExtensionContext> c = Optional.of(context);
        c.isPresent();
        c = c.get().getParent()) {
      Object info = invoke(type, null, "get", c.get());
      if (info != null && all.stream().noneMatch(known -> known.info == info)) {
        all.add(new JunitParameters(info));
      }
    }
    return all;
  }

  /** Returns JUnit's type: 5.13 has it in another package than 5.14 and later. */
  private static Optional<Class<?>> type(@Nullable ClassLoader loader) {
    return Stream.of("ParameterInfo", "support.ParameterInfo")
        .flatMap(name -> load(PACKAGE + name, loader).stream())
        .findFirst();
  }

  private static Optional<Class<?>> load(String name, @Nullable ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException older) {
      return Optional.empty();
    }
  }

  /** Returns the arguments as text; null is an empty text. */
  List<String> arguments() {
    Object accessor = call(info, "support.ParameterInfo", "getArguments");
    return ((List<?>) call(accessor, "aggregator.ArgumentsAccessor", "toList"))
        .stream().map(JunitParameters::text).toList();
  }

  private static String text(@Nullable Object value) {
    Object plain = value instanceof Named<?> named ? named.getPayload() : value;
    return plain == null ? "" : plain.toString();
  }

  /** Returns the indices of the parameters that have a name, by name. */
  Map<String, Integer> names() {
    Map<String, Integer> names = new LinkedHashMap<>();
    Object declarations = call(info, "support.ParameterInfo", "getDeclarations");
    for (Object each : (List<?>) call(declarations, "support.ParameterDeclarations", "getAll")) {
      String type = "support.ParameterDeclaration";
      Integer index = (Integer) call(each, type, "getParameterIndex");
      ((Optional<?>) call(each, type, "getParameterName"))
          .ifPresent(name -> names.put(name.toString(), index));
    }
    return names;
  }

  private static Object call(Object target, String type, String method) {
    Class<?> found = load(PACKAGE + type, target.getClass().getClassLoader()).orElseThrow();
    Object result = invoke(found, target, method);
    if (result == null) {
      throw new JUnitException("JUnit's " + type + "." + method + "() has returned null");
    }
    return result;
  }

  private static @Nullable Object invoke(
      Class<?> type, @Nullable Object target, String method, ExtensionContext... arguments) {
    Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {ExtensionContext.class};
    try {
      return type.getMethod(method, types).invoke(target, (Object[]) arguments);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException unknown) {
      throw new JUnitException(
          "The arguments of this invocation cannot be read from JUnit's " + type.getName(), unknown);
    }
  }
}
