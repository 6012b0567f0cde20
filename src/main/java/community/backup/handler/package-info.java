/** What surrounds a handler of any resource type. */
@NullMarked
package community.backup.handler;

import org.jspecify.annotations.NullMarked;
