package community.backup.local.terminal;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines at the end of the output that are redrawn in place. Other lines are printed above them and scroll as usual. If
 * the output is not live, only the other lines appear. The class needs five control sequences, which every terminal has
 * supported since the VT100. A library for terminals would need native code for each platform. Thread-safe.
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

    /** Whether the output has a live area. */
    boolean isLive() {
        return output.live();
    }

    /** Prints lines above the area. They stay. */
    public synchronized void print(List<String> lines) {
        write(drawn.isEmpty() ? "" : up() + ERASE_BELOW, lines);
    }

    /**
     * Prints lines above the area, if there are any, and redraws the area.
     *
     * @param area the new lines of the area; none may be wider than the terminal
     * @param size the present size of the terminal
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

    /** Removes the area for good. The printed lines stay. */
    @Override
    public synchronized void close() {
        closed = true;
        if (!drawn.isEmpty()) {
            String end = up() + ERASE_BELOW + SHOW_CURSOR;
            drawn = List.of();
            write(end, List.of());
        }
    }

    /**
     * The control sequence that moves the cursor to the first line of the area. A terminal that became narrower has
     * wrapped the lines that are wider than it is now.
     */
    private String up() {
        int rows = drawn.stream().mapToInt(line -> Math.max(1, rows(line))).sum();
        // Typed characters, such as Ctrl-C, can have moved the cursor away from the beginning of the line.
        return rows == 0 ? "" : "\r\u001b[" + rows + "A";
    }

    private int rows(String line) {
        int width = STYLES.matcher(line).replaceAll("").length();
        return (width + columns - 1) / columns;
    }

    /**
     * Writes the first control sequences, the printed lines and the area. It is one write, so that nothing flickers.
     */
    private void write(String start, List<String> above) {
        StringBuilder text = new StringBuilder(start);
        above.forEach(line -> text.append(line).append('\n'));
        drawn.forEach(line -> text.append(line).append(ERASE_REST_OF_LINE).append('\n'));
        // A smaller area leaves lines of the old one beneath it.
        text.append(drawn.isEmpty() ? "" : ERASE_BELOW);
        if (text.length() > 0) {
            output.stream().print(text);
            output.stream().flush();
        }
    }
}
