package org.multihost.migration.qemu.guest.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apiguardian.api.API;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.guest.ssh.SshKeys;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.GuestCredentials;
import org.multihost.migration.spi.VmSpec;

/**
 * The seed of a guest with cloud-init, for the data source NoCloud: two files on a small disk with
 * the label {@code CIDATA}. The hosts of a run make the same one, so that a guest finds it again
 * where it has migrated to.
 *
 * @param vm the VM's name
 * @param metaData the identity of the guest; cloud-init begins anew if it changes
 * @param userData the user of the login, and what the test adds
 */
@API(status = INTERNAL)
public record CloudSeed(String vm, String metaData, String userData) {

  /** The id of the disk in QEMU, and its serial number. */
  public static final String DISK = "cidata";

  /**
   * Returns the seed of a VM; empty if it needs none.
   *
   * @throws MultihostConfigurationException if the test's user-data cannot be read, or cloud-init
   *     would pass over it
   */
  public static Optional<CloudSeed> of(VmSpec spec, DriverContext context) {
    if (!spec.access().prepared()) {
      return Optional.empty();
    }
    GuestCredentials credentials = spec.access().credentials();
    UserData data =
        new UserData(
            printable(spec, "user", credentials.user()),
            publicKey(spec, context),
            credentials.password().map(word -> printable(spec, "password", word)),
            spec.access().userData().map(text -> content(spec, text)));
    String text = data.text();
    UUID id = UUID.nameUUIDFromBytes((context.runId() + "/" + spec.name() + text).getBytes(UTF_8));
    String metaData =
        "instance-id: '%s'\nlocal-hostname: '%s'\n".formatted(id, spec.name().replace('_', '-'));
    return Optional.of(new CloudSeed(spec.name(), metaData, text));
  }

  /**
   * Returns the keys of logins to a guest with a seed: those of the identity that the test gives,
   * or a pair that is made for the run, which every host of the run can make.
   */
  public static SshKeys keys(String vm, GuestCredentials credentials, DriverContext context) {
    return credentials.identity().isPresent()
        ? SshKeys.of(vm, credentials)
        : SshKeys.derived(context.secret("key of " + vm));
  }

  private static String publicKey(VmSpec spec, DriverContext context) {
    GuestCredentials credentials = spec.access().credentials();
    if (credentials.identity().equals(Optional.of(GuestCredentials.AGENT))) {
      throw wrong(
          spec,
          "[identity = agent] has no file with a key for the seed of [cloud-init]; name one, or remove [identity]");
    }
    return keys(spec.name(), credentials, context)
        .publicKey()
        .map(PublicKeyEntry::toString)
        .orElseThrow();
  }

  private static String printable(VmSpec spec, String setting, String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw wrong(spec, "[" + setting + "] has a control character, which [cloud-init] refuses");
    }
    return text;
  }

  private static String content(VmSpec spec, String text) {
    String content = text.startsWith("#") || UserData.isMime(text) ? text : read(spec, text);
    if (!UserData.isKnown(content)) {
      throw wrong(
          spec,
          "[user-data] begins with [%s], and cloud-init would pass over it; begin with [#cloud-config], with [#!] for a script, or with [Content-Type:]"
              .formatted(content.lines().findFirst().orElse("")));
    }
    return content;
  }

  private static String read(VmSpec spec, String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException | InvalidPathException unreadable) {
      throw wrong(
          spec,
          "[user-data = %s] cannot be read from [%s]: %s; name a file with UTF-8 text"
              .formatted(path, Path.of("").toAbsolutePath(), unreadable));
    }
  }

  private static MultihostConfigurationException wrong(VmSpec spec, String problem) {
    return new MultihostConfigurationException(
        "Virtual machine [%s]: %s".formatted(spec.name(), problem));
  }

  /** Returns the file of the disk, in the VM's directory on this host. */
  public static Path file(VmSpec spec) {
    return Path.of(spec.placeholders().fill("{dir}"), DISK + ".iso").toAbsolutePath();
  }

  /**
   * Writes the disk, readable by this user alone.
   *
   * @throws VirtualMachineException if that is not possible
   */
  public void writeTo(Path file) {
    byte[] image =
        new IsoImage(
                "CIDATA",
                new TreeMap<>(
                    Map.of(
                        "meta-data", metaData.getBytes(UTF_8),
                        "user-data", userData.getBytes(UTF_8))))
            .bytes();
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, image);
    } catch (IOException failed) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: the seed of cloud-init cannot be written to [%s]: %s"
              .formatted(vm, file, failed),
          failed);
    }
  }

  /** The seed without its content, which may have passwords. */
  @Override
  public String toString() {
    return "CloudSeed [" + vm + "]";
  }
}
