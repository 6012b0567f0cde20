package community.backup.recoverypoint.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of docs/how-to: its runs of {@code ./demo}, each with the output that the page quotes. */
final class HowToPage {
    /** A block with a command, and the next block after it. */
    private static final Pattern RUN =
            Pattern.compile("(?s)```\n(\\./demo (?:[^\n]*\\\\\n)*[^\n]*)\n```\n(.*?)```text\n(.*?)```\n");

    private final Path file;

    HowToPage(Path file) {
        this.file = file;
    }

    /**
     * A command, and the events and outputs that the page quotes.
     *
     * @param arguments of {@code ./demo}
     */
    record DemoRun(List<String> arguments, String quoted) {}

    List<DemoRun> runs() throws IOException {
        return RUN.matcher(Files.readString(file))
                .results()
                .map(run -> new DemoRun(arguments(run.group(1)), run.group(3)))
                .toList();
    }

    /** Writes the output of the runs into the page, in their order. */
    void record(List<String> shown) throws IOException {
        List<String> left = new ArrayList<>(shown);
        String text = RUN.matcher(Files.readString(file))
                .replaceAll(run -> Matcher.quoteReplacement(
                        "```\n" + run.group(1) + "\n```\n" + run.group(2) + "```text\n" + left.remove(0) + "```\n"));
        Files.writeString(file, text);
    }

    /** The arguments of a {@code ./demo} command, which can continue on further lines. */
    static List<String> arguments(String command) {
        List<String> words = List.of(command.replace("\\\n", " ").strip().split("\\s+"));
        return words.subList(1, words.size());
    }
}
