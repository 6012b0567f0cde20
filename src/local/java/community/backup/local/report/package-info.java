/**
 * What happened to stacks, as a page for a browser: {@link community.backup.local.report.Recorder} listens,
 * {@link community.backup.local.report.Recording} is what it heard, and {@link community.backup.local.report.ReportPage} shows it.
 */
@NullMarked
package community.backup.local.report;

import org.jspecify.annotations.NullMarked;
