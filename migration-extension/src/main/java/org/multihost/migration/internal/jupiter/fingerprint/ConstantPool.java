package org.multihost.migration.internal.jupiter.fingerprint;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The constant pool of a class file. See the Java Virtual Machine Specification, 4.4.
 *
 * @param texts the texts, by their index: names, descriptors and literals
 * @param classNames the indexes of those texts that name a class
 * @param numbers the numbers, each with its tag
 */
record ConstantPool(Map<Integer, String> texts, Set<Integer> classNames, List<String> numbers) {

  static ConstantPool read(InputStream classFile) throws IOException {
    DataInputStream in = new DataInputStream(classFile);
    in.skipNBytes(8);
    ConstantPool pool = new ConstantPool(new HashMap<>(), new HashSet<>(), new ArrayList<>());
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> pool.texts.put(i, in.readUTF());
        case 3, 4 -> pool.numbers.add(tag + " " + in.readInt());
        case 5, 6 -> {
          pool.numbers.add(tag + " " + in.readLong());
          i++; // a long or a double takes two entries
        }
        case 7 -> pool.classNames.add(in.readUnsignedShort());
        case 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        default -> throw new IOException("Unknown constant [" + tag + "] in a class file");
      }
    }
    return pool;
  }

  /**
   * Returns the names of the classes that the code uses, with slashes; an array's as a descriptor.
   */
  Set<String> classes() {
    return classNames.stream()
        .map(index -> Objects.requireNonNull(texts.get(index)))
        .collect(Collectors.toSet());
  }
}
