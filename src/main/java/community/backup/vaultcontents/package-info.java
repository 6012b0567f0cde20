/** The resource type for all that is in a backup vault: five handlers, the mark, the decision whether to empty, the sweep. */
@NullMarked
package community.backup.vaultcontents;

import org.jspecify.annotations.NullMarked;
