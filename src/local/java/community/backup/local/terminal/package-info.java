/** The terminal output of the programs in this folder: colours, and lines that are redrawn in place. */
@NullMarked
package community.backup.local.terminal;

import org.jspecify.annotations.NullMarked;
