package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.CloudInit;
import org.multihost.migration.Firmware;
import org.multihost.migration.Guest;
import org.multihost.migration.Storage;
import org.multihost.migration.spi.text.Placeholders;

/**
 * The builder of a specification. Each method sets the value of that name in {@link VmSpec}, {@link
 * VmDrives}, {@link GuestAccess} or {@link GuestCredentials}.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class VmSpecBuilder {

  String name;
  private long memory = VmSpec.DEFAULT_MEMORY;
  private int cpus = 1;
  private Optional<String> machine = Optional.empty();
  private Optional<String> cpu = Optional.empty();
  private Optional<String> image = Optional.empty();
  private Optional<String> kernel = Optional.empty();
  private Optional<String> initrd = Optional.empty();
  private Optional<String> cmdline = Optional.empty();
  private List<String> arguments = List.of();
  private List<VmSpec.Companion> companions = List.of();
  private boolean startPaused;
  private Guest guest = Guest.LINUX;
  private Firmware firmware = Firmware.BIOS;
  private List<VmDrives.Disk> disks = List.of();
  private Optional<String> cdrom = Optional.empty();
  private Optional<String> floppy = Optional.empty();
  private CloneDisks cloneDisks = CloneDisks.NONE;
  private Storage storage = Storage.SHARED;
  private Optional<Path> copies = Optional.empty();
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
  private CloudInit cloudInit = CloudInit.NONE;
  private Optional<String> userData = Optional.empty();
  private Placeholders placeholders = Placeholders.NONE;

  VmSpecBuilder(String name) {
    this.name = name;
  }

  VmSpecBuilder(VmSpec spec) {
    this(spec.name());
    memory(spec.memory()).cpus(spec.cpus()).machine(spec.machine()).cpu(spec.cpu());
    startPaused(spec.startPaused()).guest(spec.guest()).firmware(spec.firmware());
    image(spec.image()).kernel(spec.kernel()).initrd(spec.initrd()).cmdline(spec.cmdline());
    arguments(spec.arguments())
        .companions(spec.companions())
        .drives(spec.drives())
        .access(spec.access())
        .placeholders(spec.placeholders());
  }

  public VmSpecBuilder memory(long memory) {
    this.memory = memory;
    return this;
  }

  public VmSpecBuilder cpus(int cpus) {
    this.cpus = cpus;
    return this;
  }

  public VmSpecBuilder machine(Optional<String> machine) {
    this.machine = machine;
    return this;
  }

  public VmSpecBuilder cpu(Optional<String> cpu) {
    this.cpu = cpu;
    return this;
  }

  public VmSpecBuilder image(Optional<String> image) {
    this.image = image;
    return this;
  }

  public VmSpecBuilder kernel(Optional<String> kernel) {
    this.kernel = kernel;
    return this;
  }

  public VmSpecBuilder initrd(Optional<String> initrd) {
    this.initrd = initrd;
    return this;
  }

  public VmSpecBuilder cmdline(Optional<String> cmdline) {
    this.cmdline = cmdline;
    return this;
  }

  public VmSpecBuilder arguments(List<String> arguments) {
    this.arguments = arguments;
    return this;
  }

  public VmSpecBuilder companions(List<VmSpec.Companion> companions) {
    this.companions = companions;
    return this;
  }

  public VmSpecBuilder startPaused(boolean startPaused) {
    this.startPaused = startPaused;
    return this;
  }

  public VmSpecBuilder guest(Guest guest) {
    this.guest = guest;
    return this;
  }

  public VmSpecBuilder firmware(Firmware firmware) {
    this.firmware = firmware;
    return this;
  }

  public VmSpecBuilder disks(List<VmDrives.Disk> disks) {
    this.disks = disks;
    return this;
  }

  public VmSpecBuilder cdrom(Optional<String> cdrom) {
    this.cdrom = cdrom;
    return this;
  }

  public VmSpecBuilder floppy(Optional<String> floppy) {
    this.floppy = floppy;
    return this;
  }

  public VmSpecBuilder storage(Storage storage) {
    this.storage = storage;
    return this;
  }

  /** See {@link VmDrives#copies()}. */
  public VmSpecBuilder copies(Optional<Path> copies) {
    this.copies = copies;
    return this;
  }

  public VmSpecBuilder cloneDisks(CloneDisks cloneDisks) {
    this.cloneDisks = cloneDisks;
    return this;
  }

  public VmSpecBuilder ownOfHost(Set<String> ownOfHost) {
    this.ownOfHost = ownOfHost;
    return this;
  }

  public VmSpecBuilder network(boolean network) {
    this.network = network;
    return this;
  }

  public VmSpecBuilder login(GuestAccess.Login login) {
    this.login = login;
    return this;
  }

  public VmSpecBuilder user(String user) {
    this.user = user;
    return this;
  }

  public VmSpecBuilder password(Optional<String> password) {
    this.password = password;
    return this;
  }

  public VmSpecBuilder identity(Optional<String> identity) {
    this.identity = identity;
    return this;
  }

  public VmSpecBuilder passphrase(Optional<String> passphrase) {
    this.passphrase = passphrase;
    return this;
  }

  public VmSpecBuilder sshPort(int sshPort) {
    this.sshPort = sshPort;
    return this;
  }

  public VmSpecBuilder regainAddress(Optional<String> regainAddress) {
    this.regainAddress = regainAddress;
    return this;
  }

  public VmSpecBuilder prompt(Optional<String> prompt) {
    this.prompt = prompt;
    return this;
  }

  public VmSpecBuilder cloudInit(CloudInit cloudInit) {
    this.cloudInit = cloudInit;
    return this;
  }

  public VmSpecBuilder userData(Optional<String> userData) {
    this.userData = userData;
    return this;
  }

  public VmSpecBuilder placeholders(Placeholders placeholders) {
    this.placeholders = placeholders;
    return this;
  }

  /** Sets all values of the drives. */
  public VmSpecBuilder drives(VmDrives drives) {
    return disks(drives.disks())
        .cdrom(drives.cdrom())
        .floppy(drives.floppy())
        .cloneDisks(drives.diskClone())
        .storage(drives.storage())
        .copies(drives.copies())
        .ownOfHost(drives.ownOfHost());
  }

  /** Sets all values of the access. */
  public VmSpecBuilder access(GuestAccess access) {
    return network(access.network())
        .login(access.login())
        .credentials(access.credentials())
        .sshPort(access.sshPort())
        .regainAddress(access.regainAddress())
        .prompt(access.prompt())
        .cloudInit(access.cloudInit())
        .userData(access.userData());
  }

  /** Sets all values of the credentials. */
  public VmSpecBuilder credentials(GuestCredentials credentials) {
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
        machine,
        cpu,
        image,
        kernel,
        initrd,
        cmdline,
        arguments,
        companions,
        new VmDrives(disks, cdrom, floppy, cloneDisks, storage, copies, ownOfHost),
        new GuestAccess(
            network,
            login,
            new GuestCredentials(user, password, identity, passphrase),
            sshPort,
            regainAddress,
            prompt,
            cloudInit,
            userData),
        startPaused,
        guest,
        firmware,
        placeholders);
  }
}
