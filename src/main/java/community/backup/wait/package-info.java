/** When to look again, and what a look means: pure functions of what was seen and when. */
@NullMarked
package community.backup.wait;

import org.jspecify.annotations.NullMarked;
