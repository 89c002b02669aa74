package org.multihost.migration.internal.rendezvous.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Unmodifiable copies that keep their order, so that messages list hosts in the test's order. */
final class OrderedCopies {

  private OrderedCopies() {}

  public static <K, V> Map<K, V> of(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  public static <T> Set<T> of(Set<T> set) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(set));
  }

  public static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    Map<K, V> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return Collections.unmodifiableMap(copy);
  }

  public static <K, V> Map<K, V> without(Map<K, V> map, K key) {
    Map<K, V> copy = new LinkedHashMap<>(map);
    copy.remove(key);
    return Collections.unmodifiableMap(copy);
  }

  public static <T> Set<T> with(Set<T> set, T element) {
    Set<T> copy = new LinkedHashSet<>(set);
    copy.add(element);
    return Collections.unmodifiableSet(copy);
  }

  public static <T> Set<T> without(Set<T> set, T element) {
    Set<T> copy = new LinkedHashSet<>(set);
    copy.remove(element);
    return Collections.unmodifiableSet(copy);
  }

  static <T> Set<T> union(Set<T> set, Set<T> more) {
    Set<T> copy = new LinkedHashSet<>(set);
    copy.addAll(more);
    return Collections.unmodifiableSet(copy);
  }

  public static <T> List<T> without(List<T> list, Collection<T> elements) {
    List<T> copy = new ArrayList<>(list);
    copy.removeAll(elements);
    return Collections.unmodifiableList(copy);
  }
}
