/** Compares the constructs with the schema, the handler and the local CloudFormation. */
@NullMarked
package community.backup.cdk;

import org.jspecify.annotations.NullMarked;
