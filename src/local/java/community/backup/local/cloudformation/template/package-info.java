/** Templates: reading them, their functions, and the order that they imply. */
@NullMarked
package community.backup.local.cloudformation.template;

import org.jspecify.annotations.NullMarked;
