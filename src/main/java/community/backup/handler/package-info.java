/** The code around the handlers of all resource types: from Lambda's call to the runtime's wrapper, and back. */
@NullMarked
package community.backup.handler;

import org.jspecify.annotations.NullMarked;
