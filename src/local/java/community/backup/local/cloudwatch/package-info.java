/**
 * The part of CloudWatch and CloudWatch Logs that the handler's log and metrics need. It can also fail, answer late or
 * not answer. Never shipped.
 */
@NullMarked
package community.backup.local.cloudwatch;

import org.jspecify.annotations.NullMarked;
