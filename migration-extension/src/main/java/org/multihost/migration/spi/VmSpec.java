package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Guest;
import org.multihost.migration.spi.text.Placeholders;

/**
 * The specification of a VM on one host, with all overrides applied.
 *
 * @param name the name of the VM
 * @param memory the guest's memory in bytes
 * @param cpus the number of virtual CPUs, from 1
 * @param image the path of a disk image to boot from; with neither an image nor a kernel the VM
 *     runs the driver's default guest
 * @param kernel the path of a kernel to boot directly
 * @param initrd the path of the initial RAM disk
 * @param cmdline the kernel's command line, or the addition to the default guest's
 * @param arguments added to the hypervisor's command line, in the driver's own terms
 * @param drives further disks, and drives for removable media
 * @param access the access to the guest
 * @param startPaused whether the VM starts with its guest paused
 * @param guest the guest of a VM with neither an image nor a kernel; never {@code DEFAULT}
 * @param placeholders the placeholders of this VM on this host, for a driver's own texts
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record VmSpec(
    String name,
    long memory,
    int cpus,
    Optional<String> image,
    Optional<String> kernel,
    Optional<String> initrd,
    Optional<String> cmdline,
    List<String> arguments,
    VmDrives drives,
    GuestAccess access,
    boolean startPaused,
    Guest guest,
    Placeholders placeholders) {

  /** The default memory, 256 MiB: enough for a small Linux guest, and quick to migrate. */
  public static final long DEFAULT_MEMORY = 256L << 20;

  /** Copies the list. */
  public VmSpec {
    arguments = List.copyOf(arguments);
  }

  /** Returns a builder of a VM with all defaults: the driver's default guest. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Returns a builder of a VM like this one. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Returns the specification of the same VM under another name. */
  public VmSpec named(String other) {
    Builder renamed = toBuilder();
    renamed.name = other;
    return renamed.build();
  }

  /** Returns the specification of the same VM with other disks, which are not cloned again. */
  public VmSpec withDisks(Optional<String> otherImage, List<String> otherDisks) {
    return toBuilder().image(otherImage).disks(otherDisks).cloneDisks(CloneDisks.NONE).build();
  }

  /**
   * The builder of a specification. Each method sets the value of that name in {@link VmSpec},
   * {@link VmDrives}, {@link GuestAccess} or {@link GuestCredentials}.
   */
  @API(status = EXPERIMENTAL, since = "0.1")
  public static final class Builder {

    private String name;
    private long memory = DEFAULT_MEMORY;
    private int cpus = 1;
    private Optional<String> image = Optional.empty();
    private Optional<String> kernel = Optional.empty();
    private Optional<String> initrd = Optional.empty();
    private Optional<String> cmdline = Optional.empty();
    private List<String> arguments = List.of();
    private boolean startPaused;
    private Guest guest = Guest.LINUX;
    private List<String> disks = List.of();
    private Optional<String> cdrom = Optional.empty();
    private Optional<String> floppy = Optional.empty();
    private CloneDisks cloneDisks = CloneDisks.NONE;
    private Set<String> ownOfHost = Set.of();
    private boolean network;
    private GuestAccess.Login login = GuestAccess.Login.SERIAL;
    private String user = "root";
    private Optional<String> password = Optional.empty();
    private Optional<String> identity = Optional.empty();
    private Optional<String> passphrase = Optional.empty();
    private int sshPort = 22;
    private Optional<String> regainAddress = Optional.empty();
    private Optional<String> prompt = Optional.empty();
    private Placeholders placeholders = Placeholders.NONE;

    private Builder(String name) {
      this.name = name;
    }

    private Builder(VmSpec spec) {
      this(spec.name);
      memory(spec.memory).cpus(spec.cpus).startPaused(spec.startPaused).guest(spec.guest);
      image(spec.image).kernel(spec.kernel).initrd(spec.initrd).cmdline(spec.cmdline);
      arguments(spec.arguments)
          .drives(spec.drives)
          .access(spec.access)
          .placeholders(spec.placeholders);
    }

    public Builder memory(long memory) {
      this.memory = memory;
      return this;
    }

    public Builder cpus(int cpus) {
      this.cpus = cpus;
      return this;
    }

    public Builder image(Optional<String> image) {
      this.image = image;
      return this;
    }

    public Builder kernel(Optional<String> kernel) {
      this.kernel = kernel;
      return this;
    }

    public Builder initrd(Optional<String> initrd) {
      this.initrd = initrd;
      return this;
    }

    public Builder cmdline(Optional<String> cmdline) {
      this.cmdline = cmdline;
      return this;
    }

    public Builder arguments(List<String> arguments) {
      this.arguments = arguments;
      return this;
    }

    public Builder startPaused(boolean startPaused) {
      this.startPaused = startPaused;
      return this;
    }

    public Builder guest(Guest guest) {
      this.guest = guest;
      return this;
    }

    public Builder disks(List<String> disks) {
      this.disks = disks;
      return this;
    }

    public Builder cdrom(Optional<String> cdrom) {
      this.cdrom = cdrom;
      return this;
    }

    public Builder floppy(Optional<String> floppy) {
      this.floppy = floppy;
      return this;
    }

    public Builder cloneDisks(CloneDisks cloneDisks) {
      this.cloneDisks = cloneDisks;
      return this;
    }

    public Builder ownOfHost(Set<String> ownOfHost) {
      this.ownOfHost = ownOfHost;
      return this;
    }

    public Builder network(boolean network) {
      this.network = network;
      return this;
    }

    public Builder login(GuestAccess.Login login) {
      this.login = login;
      return this;
    }

    public Builder user(String user) {
      this.user = user;
      return this;
    }

    public Builder password(Optional<String> password) {
      this.password = password;
      return this;
    }

    public Builder identity(Optional<String> identity) {
      this.identity = identity;
      return this;
    }

    public Builder passphrase(Optional<String> passphrase) {
      this.passphrase = passphrase;
      return this;
    }

    public Builder sshPort(int sshPort) {
      this.sshPort = sshPort;
      return this;
    }

    public Builder regainAddress(Optional<String> regainAddress) {
      this.regainAddress = regainAddress;
      return this;
    }

    public Builder prompt(Optional<String> prompt) {
      this.prompt = prompt;
      return this;
    }

    public Builder placeholders(Placeholders placeholders) {
      this.placeholders = placeholders;
      return this;
    }

    /** Sets all values of the drives. */
    public Builder drives(VmDrives drives) {
      return disks(drives.disks())
          .cdrom(drives.cdrom())
          .floppy(drives.floppy())
          .cloneDisks(drives.diskClone())
          .ownOfHost(drives.ownOfHost());
    }

    /** Sets all values of the access. */
    public Builder access(GuestAccess access) {
      return network(access.network())
          .login(access.login())
          .credentials(access.credentials())
          .sshPort(access.sshPort())
          .regainAddress(access.regainAddress())
          .prompt(access.prompt());
    }

    /** Sets all values of the credentials. */
    public Builder credentials(GuestCredentials credentials) {
      return user(credentials.user())
          .password(credentials.password())
          .identity(credentials.identity())
          .passphrase(credentials.passphrase());
    }

    public VmSpec build() {
      return new VmSpec(
          name,
          memory,
          cpus,
          image,
          kernel,
          initrd,
          cmdline,
          arguments,
          new VmDrives(disks, cdrom, floppy, cloneDisks, ownOfHost),
          new GuestAccess(
              network,
              login,
              new GuestCredentials(user, password, identity, passphrase),
              sshPort,
              regainAddress,
              prompt),
          startPaused,
          guest,
          placeholders);
    }
  }
}
