package org.multihost.migration.internal.rendezvous.state;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Unmodifiable copies that keep their order, so that messages list hosts in the test's order. A
 * copy is not copied again: each change of a state makes many records of the same parts.
 */
final class OrderedCopies {

  private OrderedCopies() {}

  /** A map that only this class has made, and nobody changes. */
  private static final class KeptMap<K, V> extends AbstractMap<K, V> {
    private final Map<K, V> map;

    KeptMap(Map<K, V> map) {
      this.map = map;
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
      return Collections.unmodifiableMap(map).entrySet();
    }

    @Override
    public Set<K> keySet() {
      return Collections.unmodifiableSet(map.keySet());
    }

    @Override
    public Collection<V> values() {
      return Collections.unmodifiableCollection(map.values());
    }

    @Override
    public @Nullable V get(Object key) {
      return map.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
      return map.containsKey(key);
    }

    @Override
    public int size() {
      return map.size();
    }
  }

  /** A set that only this class has made, and nobody changes. */
  private static final class KeptSet<T> extends AbstractSet<T> {
    private final Set<T> set;

    KeptSet(Set<T> set) {
      this.set = set;
    }

    @Override
    public Iterator<T> iterator() {
      return Collections.unmodifiableSet(set).iterator();
    }

    @Override
    public boolean contains(Object element) {
      return set.contains(element);
    }

    @Override
    public int size() {
      return set.size();
    }
  }

  private static <K, V> Map<K, V> changeable(Map<K, V> map) {
    return new LinkedHashMap<>(map instanceof KeptMap<K, V> kept ? kept.map : map);
  }

  private static <T> Set<T> changeable(Set<T> set) {
    return new LinkedHashSet<>(set instanceof KeptSet<T> kept ? kept.set : set);
  }

  public static <K, V> Map<K, V> of(Map<K, V> map) {
    return map instanceof KeptMap ? map : new KeptMap<>(changeable(map));
  }

  public static <T> Set<T> of(Set<T> set) {
    return set instanceof KeptSet ? set : new KeptSet<>(changeable(set));
  }

  public static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    Map<K, V> copy = changeable(map);
    copy.put(key, value);
    return new KeptMap<>(copy);
  }

  public static <K, V> Map<K, V> without(Map<K, V> map, K key) {
    Map<K, V> copy = changeable(map);
    copy.remove(key);
    return new KeptMap<>(copy);
  }

  public static <T> Set<T> with(Set<T> set, T element) {
    Set<T> copy = changeable(set);
    copy.add(element);
    return new KeptSet<>(copy);
  }

  public static <T> Set<T> without(Set<T> set, T element) {
    Set<T> copy = changeable(set);
    copy.remove(element);
    return new KeptSet<>(copy);
  }

  static <T> Set<T> union(Set<T> set, Set<T> more) {
    Set<T> copy = changeable(set);
    copy.addAll(more);
    return new KeptSet<>(copy);
  }

  public static <T> List<T> without(List<T> list, Collection<T> elements) {
    List<T> copy = new ArrayList<>(list);
    copy.removeAll(elements);
    return Collections.unmodifiableList(copy);
  }
}
