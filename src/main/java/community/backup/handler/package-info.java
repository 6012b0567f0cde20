/** What stands around the handlers of any resource type: from Lambda's call to the runtime's wrapper, and back. */
@NullMarked
package community.backup.handler;

import org.jspecify.annotations.NullMarked;
