package org.multihost.migration.internal.jupiter.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The texts, numbers and names of a class file's constant pool. They change when the source
 * changes, and stay the same when another compiler compiles the same source.
 *
 * <p>The bytes of the class file are unsuitable: the order of the constants, synthetic names and
 * some attributes depend on the version of javac. Small numbers are not in the constant pool, so a
 * change of one is not detected.
 */
final class ClassConstants {

  private static final Set<String> COMPILERS_OWN =
      Set.of(
          "BootstrapMethods",
          "EnclosingMethod",
          "InnerClasses",
          "LineNumberTable",
          "LocalVariableTable",
          "LocalVariableTypeTable",
          "MethodParameters",
          "NestHost",
          "NestMembers",
          "StackMapTable",
          "Synthetic",
          "[I"); // of a switch over an enum

  private ClassConstants() {}

  /** Reads the constants of a class file. */
  static SortedSet<String> of(InputStream classFile) throws IOException {
    ConstantPool pool = ConstantPool.read(classFile);
    SortedSet<String> found = new TreeSet<>(pool.numbers());
    Map<Integer, String> texts = new HashMap<>(pool.texts());
    texts.keySet().removeAll(pool.classNames());
    texts.values().removeIf(text -> text.contains("$") || COMPILERS_OWN.contains(text));
    found.addAll(texts.values());
    return found;
  }
}
