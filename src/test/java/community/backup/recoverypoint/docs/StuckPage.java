package community.backup.recoverypoint.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** docs/stuck.md, as somebody reads it whose stack cannot be deleted: the first row whose words are in the message counts. */
public final class StuckPage {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| \\[([^]]+)]\\(#[^)]+\\) \\|$");

    /**
     * A row of the table.
     *
     * @param words what the message has
     * @param section the heading that it leads to
     */
    public record StuckRow(String words, String section) {}

    private final List<StuckRow> rows;

    /** Reads the page. */
    public StuckPage() {
        try {
            rows = ROW.matcher(Files.readString(Path.of("docs", "stuck.md")))
                    .results()
                    .map(row -> new StuckRow(row.group(1), row.group(2)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows, in order. */
    public List<StuckRow> rows() {
        return rows;
    }

    /** Where a message leads. */
    public Optional<StuckRow> lead(String message) {
        return rows.stream().filter(row -> message.contains(row.words())).findFirst();
    }
}
