/** Resources: their schemas, and the protocol in which CloudFormation talks to their handlers. */
@NullMarked
package community.backup.local.cloudformation.resource;

import org.jspecify.annotations.NullMarked;
