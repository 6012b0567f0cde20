/** The handlers of Community::Backup::RecoveryPoint and what they share. */
@NullMarked
package community.backup.recoverypoint;

import org.jspecify.annotations.NullMarked;
