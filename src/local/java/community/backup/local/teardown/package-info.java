/**
 * A benchmark of the time and cost of deleting recovery points. It runs the real handlers and the algorithms of other
 * tools on the local AWS Backup with its call rates, in virtual time. Every run follows from one seed, and only one
 * thread runs at a time.
 */
@NullMarked
package community.backup.local.teardown;

import org.jspecify.annotations.NullMarked;
