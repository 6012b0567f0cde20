/**
 * The part of AWS's access management that checks requests against the permissions of a role. It follows the
 * documentation of policy evaluation. An element of a policy that is not supported here is refused, not ignored.
 */
@NullMarked
package community.backup.local.iam;

import org.jspecify.annotations.NullMarked;
