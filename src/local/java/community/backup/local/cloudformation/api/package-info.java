/** CloudFormation's API on this machine, for the AWS CLI and whatever else speaks it. */
@NullMarked
package community.backup.local.cloudformation.api;

import org.jspecify.annotations.NullMarked;
