package community.backup.local.teardown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page on performance. The part between its two marks is generated. */
final class PerformancePage {
    private static final String BEGIN = "<!-- teardown: made by bench/teardown -->\n";
    private static final String END = "<!-- end -->";

    private final Path file;

    PerformancePage(Path file) {
        this.file = file;
    }

    /** Replaces the generated part by {@code text}. */
    void replace(String text) throws IOException {
        String page = Files.readString(file);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            throw new IllegalStateException(file + " lacks the marks between which the tables go");
        }
        Files.writeString(file, page.substring(0, begin + BEGIN.length()) + "\n" + text + "\n" + page.substring(end));
    }
}
