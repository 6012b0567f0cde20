/**
 * The services that the handlers call, and their values: recovery points, jobs, vaults and stacks. Nothing in this
 * package depends on the AWS SDK.
 */
@NullMarked
package community.backup.service;

import org.jspecify.annotations.NullMarked;
