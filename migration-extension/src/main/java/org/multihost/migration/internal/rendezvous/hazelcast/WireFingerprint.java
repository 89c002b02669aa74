package org.multihost.migration.internal.rendezvous.hazelcast;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.wire.Fingerprint;

/**
 * A fingerprint of the records' wire format. Two processes with different fingerprints cannot read
 * each other's records. It depends on the names and the components of the types, not on their
 * packages.
 */
final class WireFingerprint {

  private static final String OWN = of(RunState.class, Command.class, Reply.class);

  private final Map<Class<?>, String> types = new LinkedHashMap<>();

  private WireFingerprint() {}

  /** Returns the fingerprint of this process. */
  public static String own() {
    return OWN;
  }

  /** Returns the fingerprint of the given types and all types that they consist of. */
  public static String of(Class<?>... types) {
    WireFingerprint format = new WireFingerprint();
    Arrays.stream(types).forEach(format::add);
    return Fingerprint.of(format.types.values().toString());
  }

  private void add(Type type) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(this::add);
    } else if (type instanceof Class<?> plain && !types.containsKey(plain)) {
      types.put(plain, plain.getSimpleName() + " " + parts(plain));
      madeOf(plain).forEach(this::add);
    }
  }

  private static String parts(Class<?> type) {
    if (type.isRecord()) {
      return Arrays.stream(type.getRecordComponents())
          .map(part -> text(part.getGenericType()) + " " + part.getName())
          .toList()
          .toString();
    }
    if (type.isEnum()) {
      return Arrays.toString(type.getEnumConstants());
    }
    return madeOf(type).map(WireFingerprint::text).toList().toString();
  }

  private static Stream<Type> madeOf(Class<?> type) {
    if (type.isRecord()) {
      return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getGenericType);
    }
    return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()) : Stream.of();
  }

  private static String text(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Arrays.stream(generic.getActualTypeArguments())
          .map(WireFingerprint::text)
          .collect(Collectors.joining(", ", text(generic.getRawType()) + "<", ">"));
    }
    return type instanceof Class<?> plain ? plain.getSimpleName() : type.getTypeName();
  }
}
