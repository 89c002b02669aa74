package org.multihost.migration.internal.jupiter.fingerprint;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
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
 * change of one is not detected. See the Java Virtual Machine Specification, 4.4.
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
    DataInputStream in = new DataInputStream(classFile);
    in.skipNBytes(8);
    SortedSet<String> found = new TreeSet<>();
    Map<Integer, String> texts = new HashMap<>();
    Set<Integer> classNames = new HashSet<>();
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.put(i, in.readUTF());
        case 3, 4 -> found.add(tag + " " + in.readInt());
        case 5, 6 -> {
          found.add(tag + " " + in.readLong());
          i++; // a long or a double takes two entries
        }
        case 7 -> classNames.add(in.readUnsignedShort());
        case 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        default -> throw new IOException("Unknown constant [" + tag + "] in a class file");
      }
    }
    texts.keySet().removeAll(classNames);
    texts.values().removeIf(text -> text.contains("$") || COMPILERS_OWN.contains(text));
    found.addAll(texts.values());
    return found;
  }
}
