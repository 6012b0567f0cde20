@NullMarked
package community.backup.recoverypoint.packaging;

import org.jspecify.annotations.NullMarked;
