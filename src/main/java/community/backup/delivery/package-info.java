/** Sends metrics and log lines to CloudWatch. Only this package uses the AWS SDK's CloudWatch packages. */
@NullMarked
package community.backup.delivery;

import org.jspecify.annotations.NullMarked;
