package org.multihost.migration.internal.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;

/**
 * A class loader of types without code of their own: each extends the same rebuilt throwable and
 * has the name of an original, because build tools and IDEs name a failure by its class. The
 * original class is neither looked up nor loaded.
 */
final class NamedTypes<T extends Throwable & RebuiltThrowable> extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final Class<T> base;

  /**
   * @param base a public class with a public constructor that takes a {@link ThrowableRecord}
   */
  NamedTypes(Class<T> base) {
    super("multihost-rebuilt", base.getClassLoader());
    this.base = base;
  }

  /**
   * Rebuilds a throwable whose class has the original's name. If no class may have that name, such
   * as a name of the JDK or of a hidden class, its class is the base.
   */
  T rebuild(ThrowableRecord original) {
    try {
      return created(type(original.type()), original);
    } catch (IOException | ReflectiveOperationException | LinkageError | SecurityException e) {
      return unnamed(original);
    }
  }

  private T unnamed(ThrowableRecord original) {
    try {
      return created(base, original);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T created(Class<? extends T> type, ThrowableRecord original)
      throws ReflectiveOperationException {
    Constructor<? extends T> constructor = type.getConstructor(ThrowableRecord.class);
    return constructor.newInstance(original);
  }

  private Class<? extends T> type(String name) throws IOException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known == null) {
        byte[] file = classFile(name);
        known = defineClass(name, file, 0, file.length);
      }
      return known.asSubclass(base);
    }
  }

  /**
   * Writes a class file in the form of "The class File Format" of the JVM specification, chapter 4:
   * a public subclass of the base with one constructor, which calls the base's.
   */
  private byte[] classFile(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream file = new DataOutputStream(bytes);
    file.writeInt(0xCAFEBABE);
    file.writeInt(52); // the version of Java 8, which every JDK reads
    writeConstants(file, name);
    shorts(file, 0x0021, 2, 4, 0, 0); // public; this class, its superclass; no interfaces, fields
    shorts(file, 1, 0x0001, 5, 6, 1, 9); // one method: public <init>, with the attribute Code
    file.writeInt(18);
    shorts(file, 2, 2); // stack, local variables
    byte[] code = {0x2A, 0x2B, (byte) 0xB7, 0, 8, (byte) 0xB1}; // super(original); return
    file.writeInt(code.length);
    file.write(code);
    shorts(file, 0, 0, 0); // no handlers; no attributes of the code or the class
    return bytes.toByteArray();
  }

  /** Writes the constant pool; the comments are the indices. */
  private void writeConstants(DataOutputStream file, String name) throws IOException {
    file.writeShort(10);
    text(file, name.replace('.', '/')); // 1
    entry(file, 7, 1); // 2: this class
    text(file, base.getName().replace('.', '/')); // 3
    entry(file, 7, 3); // 4: the superclass
    text(file, "<init>"); // 5
    text(file, "(" + ThrowableRecord.class.descriptorString() + ")V"); // 6
    entry(file, 12, 5, 6); // 7: name and type of the constructor
    entry(file, 10, 4, 7); // 8: the superclass's constructor
    text(file, "Code"); // 9
  }

  private static void text(DataOutputStream file, String text) throws IOException {
    file.writeByte(1);
    file.writeUTF(text);
  }

  private static void entry(DataOutputStream file, int tag, int... indices) throws IOException {
    file.writeByte(tag);
    shorts(file, indices);
  }

  private static void shorts(DataOutputStream file, int... values) throws IOException {
    for (int value : values) {
      file.writeShort(value);
    }
  }
}
