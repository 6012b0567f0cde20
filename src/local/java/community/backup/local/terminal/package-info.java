/** What the programs of this folder show where a person watches: colours, and lines that are drawn again in place. */
@NullMarked
package community.backup.local.terminal;

import org.jspecify.annotations.NullMarked;
