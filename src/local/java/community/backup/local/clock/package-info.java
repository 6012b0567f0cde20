/** Clocks that a test or a demo can control. No other class here reads the time of the machine. */
@NullMarked
package community.backup.local.clock;

import org.jspecify.annotations.NullMarked;
