package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.logging.AbstractLogger;
import com.hazelcast.logging.ILogger;
import com.hazelcast.logging.LogEvent;
import com.hazelcast.logging.LoggerFactory;
import com.hazelcast.logging.Slf4jFactory;
import com.hazelcast.logging.StandardLoggerFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A factory of Hazelcast loggers without the cluster's name, for users who enable Hazelcast's log
 * with the system property {@code hazelcast.logging.type}. Hazelcast puts that name into every
 * line, and the name is as good as the run's secret. Hazelcast instantiates this class by its name.
 */
public final class RedactingLoggerFactory implements LoggerFactory {

  private static final String TYPE = "hazelcast.logging.type";
  private static final String CLASS = "hazelcast.logging.class";
  private static final Pattern CLUSTER = Pattern.compile(ClusterName.PREFIX + "[0-9a-f]{8,}");

  private final LoggerFactory open =
      "jdk".equals(System.getProperty(TYPE)) ? new StandardLoggerFactory() : new Slf4jFactory();

  /** Returns the logging type to configure: {@code none} unless the user sets another. */
  public static String type() {
    String type = System.getProperty(TYPE, "none");
    if (!type.equals("none")) {
      System.setProperty(CLASS, RedactingLoggerFactory.class.getName());
    }
    return type;
  }

  @Override
  public ILogger getLogger(String name) {
    return new Discreet(open.getLogger(name));
  }

  public static String without(@Nullable String text) {
    return CLUSTER.matcher(String.valueOf(text)).replaceAll(ClusterName.PREFIX + "***");
  }

  private static final class Discreet extends AbstractLogger {

    private final ILogger open;

    Discreet(ILogger open) {
      this.open = open;
    }

    @Override
    public void log(Level level, String message) {
      open.log(level, without(message));
    }

    @Override
    public void log(Level level, String message, @Nullable Throwable thrown) {
      StringWriter text = new StringWriter();
      if (thrown != null) {
        thrown.printStackTrace(new PrintWriter(text.append(System.lineSeparator())));
      }
      open.log(level, without(message + text));
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"}) // which one depends on Hazelcast's version
    public void log(LogEvent event) {
      log(
          event.getLogRecord().getLevel(),
          event.getLogRecord().getMessage(),
          event.getLogRecord().getThrown());
    }

    @Override
    public Level getLevel() {
      return open.getLevel();
    }

    @Override
    public boolean isLoggable(Level level) {
      return open.isLoggable(level);
    }
  }
}
