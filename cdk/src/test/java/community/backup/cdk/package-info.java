/** The constructs held to the schema, to the handler, and to the local CloudFormation. */
@NullMarked
package community.backup.cdk;

import org.jspecify.annotations.NullMarked;
