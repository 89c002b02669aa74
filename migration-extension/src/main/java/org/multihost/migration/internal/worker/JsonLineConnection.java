package org.multihost.migration.internal.worker;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.wire.Json;

/**
 * A connection between a worker and its controller: lines of JSON, each a known record.
 *
 * @param <R> what this side receives
 */
public final class JsonLineConnection<R> implements AutoCloseable {

  private static final ObjectMapper JSON =
      Json.records()
          .build()
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);

  private final Socket socket;
  private final Class<R> received;
  private @Nullable MappingIterator<R> incoming; // for the receiving thread only
  private final OutputStream outgoing; // guarded by itself

  /** Creates a connection over a connected socket, and takes ownership of it. */
  public JsonLineConnection(Socket socket, Class<R> received) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.received = received;
    this.outgoing = socket.getOutputStream();
  }

  /** Writes a record as one line of JSON. */
  public static byte[] line(Object message) throws IOException {
    return (JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a record from one line of JSON. */
  static <T> T read(String line, Class<T> type) throws IOException {
    return JSON.readValue(line, type);
  }

  /** Sends a record; safe for use by several threads. */
  public void send(Object message) throws IOException {
    byte[] line = line(message);
    synchronized (outgoing) {
      outgoing.write(line);
      outgoing.flush();
    }
  }

  /**
   * Waits for the next record; for one thread only.
   *
   * @return null if the other side has closed the connection
   */
  public @Nullable R receive() throws IOException {
    if (incoming == null) {
      // Not earlier: Jackson reads the first bytes, and blocks until they arrive.
      incoming = JSON.readerFor(received).readValues(socket.getInputStream());
    }
    return incoming.hasNextValue() ? incoming.nextValue() : null;
  }

  /**
   * Waits for the next record.
   *
   * @throws java.net.SocketTimeoutException if the wait times out
   */
  public @Nullable R receive(Duration timeout) throws IOException {
    socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
    try {
      return receive();
    } finally {
      socket.setSoTimeout(0);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
