/** Compares the pages with the code and the schema. */
@NullMarked
package community.backup.recoverypoint.docs;

import org.jspecify.annotations.NullMarked;
