/** What becomes of recovery points, above all of those that no stack has made: what docs/safety.md tells. */
@NullMarked
package community.backup.recoverypoint.safety;

import org.jspecify.annotations.NullMarked;
