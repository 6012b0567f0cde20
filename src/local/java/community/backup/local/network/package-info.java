/** Servers on the loopback address, and a proxy that injects network faults. Never shipped. */
@NullMarked
package community.backup.local.network;

import org.jspecify.annotations.NullMarked;
