package org.multihost.migration.qemu;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Set;
import org.apiguardian.api.API;
import org.multihost.migration.qemu.install.DoctorCommand;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/** The provider of the QEMU driver. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QemuDriverProvider implements VirtualMachineDriverProvider {

  /** For {@link java.util.ServiceLoader}. */
  public QemuDriverProvider() {}

  @Override
  public String name() {
    return "qemu";
  }

  @Override
  public Set<String> settingKeys() {
    return QemuSettings.KEYS;
  }

  @Override
  public VirtualMachineDriver create(DriverContext context) {
    try {
      return QemuDriver.create(context, HostSystem.current());
    } catch (DriverUnavailableException missing) {
      throw DoctorCommand.appendedTo(missing);
    }
  }
}
