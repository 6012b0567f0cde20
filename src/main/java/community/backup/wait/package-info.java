/**
 * Decides when to poll again and what a poll means. The decisions are pure functions of the reported status and the
 * time.
 */
@NullMarked
package community.backup.wait;

import org.jspecify.annotations.NullMarked;
