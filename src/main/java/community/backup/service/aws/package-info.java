/** The only users of the AWS SDK's backup package. */
@NullMarked
package community.backup.service.aws;

import org.jspecify.annotations.NullMarked;
