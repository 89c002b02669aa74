package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The compression of a migration's channels; see {@link MigrationBuilder#channels}. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum Compression {
  /** Pages are sent as they are. */
  NONE,
  /** Zlib. */
  ZLIB,
  /** Zstandard. */
  ZSTD
}
