package org.multihost.migration.internal.controller;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.PreconditionViolationException;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.GuestException;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.VirtualMachineElsewhereException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.WrongBarrierException;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.multihost.migration.spi.DriverUnavailableException;

/**
 * The throwables of a worker with the types that they had there, because build tools name a failure
 * by its class, and some compare it. Only the types of a fixed list are created; of all others only
 * the names are those of the worker, and no name is looked up.
 */
final class OriginalThrowables {

  /** The types that have a public constructor with a message. */
  private static final Map<String, Constructor<? extends Throwable>> BY_MESSAGE =
      Stream.of(
              ArithmeticException.class,
              ArrayIndexOutOfBoundsException.class,
              CancellationException.class,
              ClassCastException.class,
              ConcurrentModificationException.class,
              ConnectException.class,
              EOFException.class,
              Error.class,
              Exception.class,
              FileNotFoundException.class,
              IOException.class,
              IllegalArgumentException.class,
              IllegalStateException.class,
              IndexOutOfBoundsException.class,
              InterruptedException.class,
              NoClassDefFoundError.class,
              NoSuchElementException.class,
              NullPointerException.class,
              NumberFormatException.class,
              OutOfMemoryError.class,
              RuntimeException.class,
              SecurityException.class,
              SocketException.class,
              SocketTimeoutException.class,
              StackOverflowError.class,
              TimeoutException.class,
              UnknownHostException.class,
              UnsupportedOperationException.class,
              ExtensionConfigurationException.class,
              JUnitException.class,
              ParameterResolutionException.class,
              PreconditionViolationException.class,
              BarrierTimeoutException.class,
              DriverUnavailableException.class,
              GuestException.class,
              HostLostException.class,
              MigrationFailedException.class,
              MultihostConfigurationException.class,
              MultihostException.class,
              VirtualMachineElsewhereException.class,
              VirtualMachineException.class,
              WrongBarrierException.class)
          .map(OriginalThrowables::byMessage)
          .collect(Collectors.toMap(each -> each.getDeclaringClass().getName(), each -> each));

  /** The types that need their cause at once. */
  private static final Map<String, BiFunction<ThrowableRecord, ThrowableRecord, Throwable>>
      BY_CAUSE =
          Map.of(
              PeerFailedException.class.getName(), OriginalThrowables::ofAnotherHost,
              UncheckedIOException.class.getName(), OriginalThrowables::unchecked);

  private static final Pattern HOST_AND_PHASE =
      Pattern.compile("Host \\[([^]]+)] failed while doing \\[(.*?)]: .*", Pattern.DOTALL);

  private OriginalThrowables() {}

  /**
   * Rebuilds a throwable, its causes and its suppressed throwables, each with its original type if
   * that is one of the list; otherwise as {@link ThrowableRecord#rebuild}.
   */
  static Throwable rebuild(ThrowableRecord record) {
    Throwable created = created(record);
    created.setStackTrace(record.elements());
    if (created.getCause() == null && record.cause() != null) {
      created.initCause(rebuild(record.cause()));
    }
    record.suppressed().forEach(each -> created.addSuppressed(rebuild(each)));
    return created;
  }

  private static Throwable created(ThrowableRecord record) {
    String type = record.type();
    if (type.equals(AssertionError.class.getName())) {
      return new AssertionError((Object) record.message());
    }
    if (record.kind() == ThrowableRecord.Kind.OTHER) {
      Constructor<? extends Throwable> byMessage = BY_MESSAGE.get(type);
      if (byMessage != null) {
        return created(byMessage, record);
      }
      BiFunction<ThrowableRecord, ThrowableRecord, Throwable> byCause = BY_CAUSE.get(type);
      if (byCause != null && record.cause() != null) {
        return byCause.apply(record, record.cause());
      }
    }
    return record.alone().rebuild();
  }

  private static Throwable ofAnotherHost(ThrowableRecord record, ThrowableRecord cause) {
    String message = String.valueOf(record.message());
    Matcher named = HOST_AND_PHASE.matcher(message);
    boolean found = named.matches();
    return new PeerFailedException(
        message, found ? named.group(1) : "", found ? named.group(2) : "", rebuild(cause));
  }

  private static Throwable unchecked(ThrowableRecord record, ThrowableRecord cause) {
    return rebuild(cause) instanceof IOException io
        ? new UncheckedIOException(record.message(), io)
        : record.alone().rebuild();
  }

  private static <T extends Throwable> Constructor<T> byMessage(Class<T> type) {
    try {
      return type.getConstructor(String.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Throwable created(
      Constructor<? extends Throwable> constructor, ThrowableRecord record) {
    try {
      return constructor.newInstance(record.message());
    } catch (ReflectiveOperationException e) {
      return record.alone().rebuild();
    }
  }
}
