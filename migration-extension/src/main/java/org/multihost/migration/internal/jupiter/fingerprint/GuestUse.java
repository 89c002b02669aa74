package org.multihost.migration.internal.jupiter.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestSession;

/**
 * The use that a test makes of its guests, read from its class files: whether it opens a session or
 * reads a console. The code is that of the class, its superclasses and all classes that these name,
 * as far as they come from the same directories or jars. A test whose code cannot be read counts as
 * one that speaks with its guests.
 */
public final class GuestUse {

  private static final Set<String> CONVERSATIONS =
      Set.of(internal(GuestSession.class), internal(GuestConsole.class));

  private static final ClassValue<Boolean> KNOWN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return new GuestUse(type).isConversation();
        }
      };

  private final ClassLoader loader;
  private final Set<String> roots = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> waiting = new ArrayDeque<>();

  private GuestUse(Class<?> type) {
    this.loader = type.getClassLoader();
    for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
      String name = internal(each);
      root(name, file(name)).ifPresent(roots::add);
      add(name);
    }
  }

  /** Returns whether the code of a test class speaks with the guests of its VMs. */
  public static boolean speaks(Class<?> type) {
    return KNOWN.get(type);
  }

  private boolean isConversation() {
    for (String name = waiting.poll(); name != null; name = waiting.poll()) {
      URL file = file(name);
      if (root(name, file).filter(roots::contains).isPresent() && speaks(file)) {
        return true;
      }
    }
    return roots.isEmpty();
  }

  private boolean speaks(@Nullable URL file) {
    if (file == null) {
      return false;
    }
    try (InputStream in = file.openStream()) {
      ConstantPool pool = ConstantPool.read(in);
      pool.classes().forEach(this::add);
      return pool.texts().values().stream()
          .anyMatch(text -> CONVERSATIONS.stream().anyMatch(text::contains));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the class file [" + file + "]", e);
    }
  }

  private void add(String name) {
    String element = name.startsWith("[") ? name.replaceAll("^\\[+L?|;$", "") : name;
    if (seen.add(element)) {
      waiting.add(element);
    }
  }

  private @Nullable URL file(String name) {
    return loader.getResource(name + ".class");
  }

  private static Optional<String> root(String name, @Nullable URL file) {
    return Optional.ofNullable(file)
        .map(URL::toString)
        .filter(text -> text.endsWith(name + ".class"))
        .map(text -> text.substring(0, text.length() - name.length() - ".class".length()));
  }

  private static String internal(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
