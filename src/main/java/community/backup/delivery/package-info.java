/** Metrics and log lines on their way to CloudWatch: the only users of the AWS SDK's CloudWatch packages. */
@NullMarked
package community.backup.delivery;

import org.jspecify.annotations.NullMarked;
