package community.backup.local.demo;

import static community.backup.local.terminal.Style.DIM;

import community.backup.local.cloudformation.StackEvent;
import community.backup.local.terminal.Size;
import community.backup.local.terminal.TerminalOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The present stack and its resources: the status of each, its duration, and the handler's last message. */
final class ResourceTable {
    private static final String HEAD = row("logical id", "type", "status", "for", "next poll", "the handler says");

    private final TerminalOutput output;
    private final Map<String, ResourceRow> rows = new LinkedHashMap<>();
    private String stack = "";

    /** @param since the time at which the resource reached this status */
    private record ResourceRow(
            String type,
            String status,
            Instant since,
            @Nullable ProgressMessage progress,
            Instant progressTime) {
        /** The time of the handler's next poll; empty if no handler waits. */
        Optional<Instant> nextPoll() {
            return Optional.ofNullable(progress)
                    .flatMap(ProgressMessage::nextPoll)
                    .map(progressTime::plus);
        }
    }

    ResourceTable(TerminalOutput output) {
        this.output = output;
    }

    void happened(StackEvent event) {
        if (!event.stackName().equals(stack)) {
            stack = event.stackName();
            rows.clear();
        }
        ResourceRow before = rows.get(event.logicalId());
        Instant since = before != null && before.status.equals(event.status()) ? before.since : event.timestamp();
        String type = event.resourceType().substring(event.resourceType().lastIndexOf(':') + 1);
        rows.put(event.logicalId(), new ResourceRow(type, event.status(), since, null, since));
    }

    void progressed(Instant timestamp, String logicalId, ProgressMessage progress) {
        rows.computeIfPresent(
                logicalId, (id, row) -> new ResourceRow(row.type, row.status, row.since, progress, timestamp));
    }

    /**
     * The table. No line is wider than the terminal, and the table leaves about half of the terminal's lines to the
     * history.
     *
     * @param now the time of the stack
     * @param about the last line
     */
    List<String> lines(Instant now, Size size, String about) {
        // Some terminals wrap a line that fills the last column.
        int width = size.columns() - 1;
        int most = Math.max(1, size.lines() / 2);
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (!rows.isEmpty()) {
            lines.add(output.in(DIM, DisplayText.cut(HEAD, width)));
            rows.entrySet().stream()
                    .limit(most)
                    .forEach(each -> lines.add(line(each.getKey(), each.getValue(), now, width)));
        }
        if (rows.size() > most) {
            lines.add(DisplayText.cut("  and " + (rows.size() - most) + " more", width));
        }
        lines.add(output.in(DIM, DisplayText.cut("  " + about, width)));
        return lines;
    }

    private String line(String logicalId, ResourceRow row, Instant now, int width) {
        String text = row(
                logicalId,
                row.type,
                row.status,
                DisplayText.clock(Duration.between(row.since, now)),
                row.nextPoll().map(time -> until(time, now)).orElse(""),
                row.progress == null ? "" : row.progress.state());
        return output.in(DisplayText.styleOf(row.status), DisplayText.cut(text, width));
    }

    private static String until(Instant time, Instant now) {
        return time.isAfter(now) ? "in " + DisplayText.clock(Duration.between(now, time)) : "now";
    }

    private static String row(String logicalId, String type, String status, String time, String next, String says) {
        return String.format("  %-17s %-14s %-20s %7s  %10s  %s", logicalId, type, status, time, next, says)
                .stripTrailing();
    }
}
