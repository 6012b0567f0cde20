/**
 * A local Cloud Control: it creates, updates and deletes single resources with the handlers of their types, without a
 * stack.
 */
@NullMarked
package community.backup.local.cloudcontrol;

import org.jspecify.annotations.NullMarked;
