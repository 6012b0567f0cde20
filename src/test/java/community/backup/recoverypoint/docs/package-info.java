/** Holds what people read against what the code and the schema say. */
@NullMarked
package community.backup.recoverypoint.docs;

import org.jspecify.annotations.NullMarked;
