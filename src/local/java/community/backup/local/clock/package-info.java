/** The clock that local AWS Backup, local CloudFormation and the handler share. */
@NullMarked
package community.backup.local.clock;

import org.jspecify.annotations.NullMarked;
