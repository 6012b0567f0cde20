/** A local S3 for the templates that clients of CloudFormation upload. */
@NullMarked
package community.backup.local.s3;

import org.jspecify.annotations.NullMarked;
