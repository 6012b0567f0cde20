/** S3 on this machine, as far as clients of CloudFormation need it for templates. */
@NullMarked
package community.backup.local.s3;

import org.jspecify.annotations.NullMarked;
