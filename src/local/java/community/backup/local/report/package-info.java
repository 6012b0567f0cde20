/**
 * A report on a run, as a page for a browser: {@link community.backup.local.report.Recorder} records the run, {@link
 * community.backup.local.report.Recording} is the record, and {@link community.backup.local.report.ReportPage} shows
 * it.
 */
@NullMarked
package community.backup.local.report;

import org.jspecify.annotations.NullMarked;
