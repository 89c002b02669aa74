package org.multihost.migration.spi.text;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The placeholders of one VM on one host, such as <code>{port:vnc}</code>. The texts of a {@link
 * org.multihost.migration.spi.VmSpec} have their values already; a driver fills in the texts of its
 * own settings. Safe for use by several threads.
 */
@FunctionalInterface
@API(status = EXPERIMENTAL, since = "0.1")
public interface Placeholders {

  /** No placeholders: each text is returned as it is. */
  Placeholders NONE = text -> text;

  /**
   * Returns the text with the values of its placeholders, the same at each call.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if it has an unknown one; the
   *     message lists the known ones
   */
  String fill(String text);
}
