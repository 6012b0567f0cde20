package community.backup.local.terminal;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines at the end of the output that are drawn again in place, while other lines come above them and scroll as ever. Where the
 * output is not live there are only the other lines. It takes five control sequences, which every terminal has had since the VT100;
 * a library for terminals would bring native code for each platform to save them. Safe for use by several threads.
 */
public final class LiveArea implements AutoCloseable {
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String ERASE_REST_OF_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final Pattern STYLES = Pattern.compile("\u001b\\[[0-9;]*m");

    private final TerminalOutput output;
    private List<String> drawn = List.of();
    private int columns = Size.USUAL.columns();
    private boolean closed;

    public LiveArea(TerminalOutput output) {
        this.output = output;
    }

    /** Whether there is an area at all, or only the other lines. */
    boolean isLive() {
        return output.live();
    }

    /** Prints lines above the area, which stay. */
    public synchronized void print(List<String> lines) {
        write(drawn.isEmpty() ? "" : up() + ERASE_BELOW, lines);
    }

    /**
     * Prints lines above the area, if there are any, and draws it anew.
     *
     * @param area its lines, none of them wider than the terminal
     * @param size the terminal's, now
     */
    public synchronized void draw(List<String> above, List<String> area, Size size) {
        if (!output.live() || closed) {
            print(above);
            return;
        }
        columns = size.columns();
        String start = HIDE_CURSOR + up() + (above.isEmpty() ? "" : ERASE_BELOW);
        drawn = List.copyOf(area);
        write(start, above);
    }

    /** Removes the area for good; what was printed stays. */
    @Override
    public synchronized void close() {
        closed = true;
        if (!drawn.isEmpty()) {
            String end = up() + ERASE_BELOW + SHOW_CURSOR;
            drawn = List.of();
            write(end, List.of());
        }
    }

    /** Back to the area's first line. A terminal that became narrower has wrapped the lines that are wider than it is now. */
    private String up() {
        int rows = drawn.stream().mapToInt(line -> Math.max(1, rows(line))).sum();
        // What a person typed, as Ctrl-C, may have moved the cursor from the line's beginning.
        return rows == 0 ? "" : "\r\u001b[" + rows + "A";
    }

    private int rows(String line) {
        int width = STYLES.matcher(line).replaceAll("").length();
        return (width + columns - 1) / columns;
    }

    /** Writes what begins the change, the lines that stay, and the area; in one, so that nothing flickers. */
    private void write(String start, List<String> above) {
        StringBuilder text = new StringBuilder(start);
        above.forEach(line -> text.append(line).append('\n'));
        drawn.forEach(line -> text.append(line).append(ERASE_REST_OF_LINE).append('\n'));
        // Of an area that became smaller the rest is still there.
        text.append(drawn.isEmpty() ? "" : ERASE_BELOW);
        if (text.length() > 0) {
            output.stream().print(text);
            output.stream().flush();
        }
    }
}
