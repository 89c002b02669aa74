package org.multihost.migration.oracle;

/**
 * Something that happens on one host.
 *
 * @param host its number, from 0
 * @param point where
 * @param hit the number of the time that the host comes there, from 1
 * @param action what
 * @param number how many seconds, if it takes time; which machine, if it is of one; which ending,
 *     if it is of a migration
 */
record Event(int host, Point point, int hit, Action action, int number) {

  /** What its exception says, for it to be found again. */
  String token() {
    return "event [%s %d on host %d: %s]".formatted(point, hit, host, action);
  }
}
