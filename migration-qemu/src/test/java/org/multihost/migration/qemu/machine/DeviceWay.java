package org.multihost.migration.qemu.machine;

/** A way in which a VM gets a device. */
enum DeviceWay {
  PLUGGED,
  FROM_START
}
