/**
 * As much of AWS's access management as holds a role against what is done with it: policies, and who is allowed what by
 * them. Written from the documentation of policy evaluation; what a policy here does not use is refused, not ignored.
 */
@NullMarked
package community.backup.local.iam;

import org.jspecify.annotations.NullMarked;
