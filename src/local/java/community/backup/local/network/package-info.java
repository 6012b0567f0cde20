/** Servers on the loopback address, and a network that misbehaves between them and their clients. Never shipped. */
@NullMarked
package community.backup.local.network;

import org.jspecify.annotations.NullMarked;
