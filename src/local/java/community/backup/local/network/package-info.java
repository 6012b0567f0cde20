/** A network that misbehaves, between a client and a server that speak HTTP/1.1 on this machine. Never shipped. */
@NullMarked
package community.backup.local.network;

import org.jspecify.annotations.NullMarked;
