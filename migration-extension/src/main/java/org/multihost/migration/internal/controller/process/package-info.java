/** The worker processes of a local run: their command lines, sockets, output and ends. */
@NullMarked
package org.multihost.migration.internal.controller.process;

import org.jspecify.annotations.NullMarked;
