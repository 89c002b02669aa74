package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The use of a host's page cache for a disk: {@link Disk#cache()}. Each can migrate on storage that
 * both hosts see; a cache that ignores the guest's flushes cannot, and has no constant.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public enum DiskCache {
  /** The cache of the configuration, and {@link #WRITEBACK} if it has none. */
  DEFAULT,
  /** Through the host's cache; a write is on the storage when the guest flushes it. */
  WRITEBACK,
  /** Through the host's cache; each write is on the storage when it ends. */
  WRITETHROUGH,
  /** Past the host's cache, whose file system must allow it; with flushes of the guest. */
  NONE,
  /** Past the host's cache; each write is on the storage when it ends. */
  DIRECTSYNC
}
