/** CloudFormation's API on this machine, for the AWS CLI and other clients. */
@NullMarked
package community.backup.local.cloudformation.api;

import org.jspecify.annotations.NullMarked;
