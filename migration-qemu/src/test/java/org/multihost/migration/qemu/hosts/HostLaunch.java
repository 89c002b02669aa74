package org.multihost.migration.qemu.hosts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a host's JVM is started, as a person does it on each machine.
 *
 * @param prefix what its command line begins with
 * @param directory where it runs
 * @param classPath its class path
 * @param properties its system properties, as {@code -Dkey=value}
 */
public record HostLaunch(
    List<String> prefix, Path directory, String classPath, List<String> properties) {

  /** On this machine, with this JVM's class path, as that host of those. */
  public static HostLaunch of(String host, String hosts, Path directory) {
    return here(directory)
        .with(
            "-Dmultihost.host=" + host,
            "-Dmultihost.hosts=" + hosts,
            "-Dmultihost.secret=only-for-this-test");
  }

  /** The same, with all hosts on this machine. */
  public static HostLaunch here(Path directory) {
    return new HostLaunch(
        List.of(),
        directory,
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        List.of());
  }

  /** With another beginning of its command line. */
  public HostLaunch by(List<String> newPrefix) {
    return new HostLaunch(newPrefix, directory, classPath, properties);
  }

  /** With more properties. */
  public HostLaunch with(String... more) {
    List<String> all = new ArrayList<>(properties);
    all.addAll(List.of(more));
    return new HostLaunch(prefix, directory, classPath, List.copyOf(all));
  }

  HostLaunch withFirstOnClassPath(Path classes) {
    return new HostLaunch(prefix, directory, classes + ":" + classPath, properties);
  }

  /** Starts it with a class. */
  public HostProcess start(Class<?> testClass) throws IOException {
    return start(testClass.getName());
  }

  /** Starts it with classes and methods that are named as in {@code a.b.Class#method}. */
  public HostProcess start(String... tests) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath));
    command.addAll(properties);
    command.add(HostMain.class.getName());
    command.addAll(List.of(tests));
    return HostProcess.start(new ProcessBuilder(command).directory(directory.toFile()));
  }
}
