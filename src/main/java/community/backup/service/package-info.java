/** What is known of recovery points and backup jobs, in plain values; nothing here knows the AWS SDK. */
@NullMarked
package community.backup.service;

import org.jspecify.annotations.NullMarked;
