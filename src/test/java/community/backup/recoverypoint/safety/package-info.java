/** Tests the outcomes in docs/safety.md for recovery points, above all for recovery points that no stack has made. */
@NullMarked
package community.backup.recoverypoint.safety;

import org.jspecify.annotations.NullMarked;
