/**
 * How long it takes to tear recovery points down, and what it costs: the real handlers and the algorithms of other tools on the
 * local AWS Backup with its call rates, in virtual time. Everything from one seed, on one thread.
 */
@NullMarked
package community.backup.local.teardown;

import org.jspecify.annotations.NullMarked;
