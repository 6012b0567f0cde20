/** Templates: their sections, their functions, and the order of their resources. */
@NullMarked
package community.backup.local.cloudformation.template;

import org.jspecify.annotations.NullMarked;
