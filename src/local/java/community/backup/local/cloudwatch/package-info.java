/** As much of CloudWatch and CloudWatch Logs as the handler's log and metrics need; well, unwell or silent. Never shipped. */
@NullMarked
package community.backup.local.cloudwatch;

import org.jspecify.annotations.NullMarked;
