package org.multihost.migration.qemu.doctor;

import java.util.function.Supplier;
import org.multihost.migration.MultihostException;

/**
 * A check of a part by the search that tests use; its error says where it looked, and the remedy.
 *
 * @param without the state if the part is not there
 * @param search returns the text of what was found
 */
record PartCheck(String name, Finding.State without, String use, Supplier<String> search)
    implements Check {

  @Override
  public Finding run() {
    try {
      return Finding.ok(name, search.get(), use);
    } catch (MultihostException missing) {
      return Finding.without(name, without, String.valueOf(missing.getMessage()), use);
    }
  }
}
