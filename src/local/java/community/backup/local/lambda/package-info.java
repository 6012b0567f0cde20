/** A Lambda endpoint on this machine: runs the packaged handler behind Lambda's Invoke API. */
@NullMarked
package community.backup.local.lambda;

import org.jspecify.annotations.NullMarked;
