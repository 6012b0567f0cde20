/** The handlers of Community::Backup::VaultContents and what they share. */
@NullMarked
package community.backup.vaultcontents;

import org.jspecify.annotations.NullMarked;
