package community.backup.recoverypoint.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of docs/stuck.md that leads from the code at the end of a message to a section of the page. */
public final class StuckPage {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`BACKUP-[^|]*`) \\| \\[([^]]+)]\\(#[^)]+\\) \\|$");
    private static final Pattern CODE = Pattern.compile("`(BACKUP-[A-Z-]+)`");
    private static final Pattern END = Pattern.compile("\\[(BACKUP-[A-Z-]+)]\"?( \\([^)]*\\))?$");

    private final Map<String, String> sections = new LinkedHashMap<>();

    /** Reads the page. */
    public StuckPage() {
        try {
            ROW.matcher(Files.readString(Path.of("docs", "stuck.md"))).results().forEach(row -> CODE.matcher(
                            row.group(1))
                    .results()
                    .forEach(code -> sections.put(code.group(1), row.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The heading of the section to which a message leads. CloudFormation can put it in quotes and add its own words in parentheses. */
    public Optional<String> lead(String message) {
        Matcher end = END.matcher(message.strip());
        return end.find() ? Optional.ofNullable(sections.get(end.group(1))) : Optional.empty();
    }
}
