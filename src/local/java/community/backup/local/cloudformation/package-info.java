/** A CloudFormation on this machine: stacks, their events, rollback and clean-up. */
@NullMarked
package community.backup.local.cloudformation;

import org.jspecify.annotations.NullMarked;
