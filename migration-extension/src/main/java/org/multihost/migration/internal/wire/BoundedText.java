package org.multihost.migration.internal.wire;

import java.io.Writer;

/** A text that is written up to a limit; what is beyond it is only counted. */
final class BoundedText extends Writer {

  private final long limit;
  private final StringBuilder text = new StringBuilder();
  private long length;

  BoundedText(long limit) {
    this.limit = limit;
  }

  @Override
  public void write(char[] buffer, int offset, int count) {
    length += count;
    if (length <= limit) {
      text.append(buffer, offset, count);
    }
  }

  /** Returns the length of everything that was written. */
  long length() {
    return length;
  }

  boolean isComplete() {
    return length <= limit;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
