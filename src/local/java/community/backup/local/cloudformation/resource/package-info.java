/** Resources: their schemas, and the protocol between CloudFormation and their handlers. */
@NullMarked
package community.backup.local.cloudformation.resource;

import org.jspecify.annotations.NullMarked;
