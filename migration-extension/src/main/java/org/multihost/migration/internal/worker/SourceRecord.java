package org.multihost.migration.internal.worker;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.descriptor.UriSource;

/**
 * The source of a test, as it is sent to the controller: exactly one of a class, a method of that
 * class, or a URI. It has names only, so that no class is loaded.
 */
public record SourceRecord(
    @Nullable String type,
    @Nullable String method,
    @Nullable String parameterTypes,
    @Nullable String uri) {

  static @Nullable SourceRecord of(TestSource source) {
    if (source instanceof MethodSource m) {
      return new SourceRecord(
          m.getClassName(), m.getMethodName(), m.getMethodParameterTypes(), null);
    }
    if (source instanceof ClassSource c) {
      return new SourceRecord(c.getClassName(), null, null, null);
    }
    return source instanceof UriSource u
        ? new SourceRecord(null, null, null, u.getUri().toString())
        : null;
  }

  /** Rebuilds the source; empty if there is none. */
  public Optional<TestSource> rebuild() {
    if (type != null && method != null) {
      return Optional.of(
          parameterTypes == null
              ? MethodSource.from(type, method)
              : MethodSource.from(type, method, parameterTypes));
    }
    if (type != null) {
      return Optional.of(ClassSource.from(type));
    }
    return uri == null ? Optional.empty() : Optional.of(UriSource.from(URI.create(uri)));
  }
}
