/** What {@code ./demo} shows: the packaged handler at work between a local CloudFormation and a local AWS Backup. */
@NullMarked
package community.backup.local.demo;

import org.jspecify.annotations.NullMarked;
