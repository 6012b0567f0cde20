/** The only users of the AWS SDK's backup package. */
@NullMarked
package community.backup.sdk;

import org.jspecify.annotations.NullMarked;
