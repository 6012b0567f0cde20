/** The demo of {@code ./demo}: the packaged handlers with a local CloudFormation and a local AWS Backup. */
@NullMarked
package community.backup.local.demo;

import org.jspecify.annotations.NullMarked;
