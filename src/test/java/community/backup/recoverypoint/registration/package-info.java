@NullMarked
package community.backup.recoverypoint.registration;

import org.jspecify.annotations.NullMarked;
