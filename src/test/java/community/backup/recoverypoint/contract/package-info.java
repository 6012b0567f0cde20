@NullMarked
package community.backup.recoverypoint.contract;

import org.jspecify.annotations.NullMarked;
