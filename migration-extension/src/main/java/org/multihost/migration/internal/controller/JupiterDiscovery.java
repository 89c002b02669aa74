package org.multihost.migration.internal.controller;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryListener;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.multihost.migration.MultihostMigration;

/**
 * A discovery request as Jupiter receives it: unique ids of the controller's tree are converted to
 * Jupiter's. Issues of ordinary classes are not reported here, but in Jupiter's own discovery.
 *
 * <p>The request is a proxy, because every version of JUnit has other methods in this interface.
 */
final class JupiterDiscovery {

  static final String JUPITER = "junit-jupiter";

  private final EngineDiscoveryRequest request;
  private final UniqueId engine;

  private JupiterDiscovery(EngineDiscoveryRequest request, UniqueId engine) {
    this.request = request;
    this.engine = engine;
  }

  /**
   * Returns Jupiter's descriptors of the top-level classes with the annotation; no class is
   * initialised.
   */
  static List<TestDescriptor> ofAnnotatedClasses(EngineDiscoveryRequest request, UniqueId engine) {
    return ServiceLoader.load(TestEngine.class).stream()
        .filter(provider -> provider.type().getName().startsWith("org.junit.jupiter."))
        .map(ServiceLoader.Provider::get)
        .filter(candidate -> candidate.getId().equals(JUPITER))
        .findFirst()
        .map(
            jupiter ->
                jupiter.discover(
                    new JupiterDiscovery(request, engine).asRequest(), UniqueId.forEngine(JUPITER)))
        .map(JupiterDiscovery::annotatedClasses)
        .orElse(List.of());
  }

  private static List<TestDescriptor> annotatedClasses(TestDescriptor root) {
    return root.getChildren().stream()
        .filter(
            child ->
                child.getSource().orElse(null) instanceof ClassSource source
                    && AnnotationSupport.isAnnotated(
                        source.getJavaClass(), MultihostMigration.class))
        .map(TestDescriptor.class::cast)
        .toList();
  }

  /**
   * Returns Jupiter's unique ids if the request has no other selectors. They may be longer than any
   * id in the tree, because they can name one invocation of a template.
   */
  static List<UniqueId> selectedIds(EngineDiscoveryRequest request, UniqueId engine) {
    List<DiscoverySelector> all =
        new JupiterDiscovery(request, engine).selectors(DiscoverySelector.class);
    List<UniqueIdSelector> unique =
        all.stream()
            .filter(UniqueIdSelector.class::isInstance)
            .map(UniqueIdSelector.class::cast)
            .toList();
    return unique.size() < all.size()
        ? List.of()
        : unique.stream().map(UniqueIdSelector::getUniqueId).toList();
  }

  private EngineDiscoveryRequest asRequest() {
    Class<?>[] types = {EngineDiscoveryRequest.class};
    return (EngineDiscoveryRequest)
        Proxy.newProxyInstance(
            EngineDiscoveryRequest.class.getClassLoader(),
            types,
            (proxy, method, arguments) -> answer(method, arguments));
  }

  private @Nullable Object answer(Method method, Object @Nullable [] arguments) throws Throwable {
    if (method.getName().equals("getSelectorsByType") && arguments != null) {
      return selectors((Class<?>) arguments[0]);
    }
    if (method.getName().equals("getDiscoveryListener")) {
      return EngineDiscoveryListener.NOOP;
    }
    try {
      return method.invoke(request, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private <T> List<T> selectors(Class<T> type) {
    return request.getSelectorsByType(DiscoverySelector.class).stream()
        .flatMap(this::asJupiterSees)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private Stream<DiscoverySelector> asJupiterSees(DiscoverySelector selector) {
    if (!(selector instanceof UniqueIdSelector unique) || !unique.getUniqueId().hasPrefix(engine)) {
      return Stream.of(selector);
    }
    UniqueId jupiter = HostIds.toJupiter(engine, unique.getUniqueId());
    return Stream.of(DiscoverySelectors.selectUniqueId(jupiter));
  }
}
