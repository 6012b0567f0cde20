@NullMarked
package community.backup.recoverypoint;

import org.jspecify.annotations.NullMarked;
