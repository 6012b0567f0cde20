package community.backup.local.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal that understands only the output of a {@link LiveArea}. It has any number of rows. If it becomes narrower,
 * it wraps the lines again, as most terminals do.
 */
final class FakeTerminal {
    private static final Pattern PART = Pattern.compile("\u001b\\[([?0-9;]*)([a-zA-Z])|\r|\n|[^\u001b\r\n]+");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> rows = new ArrayList<>(List.of(""));
    private int read;
    private int row;
    private int column;
    private int writes;
    private boolean hidesCursor;

    private final PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8) {
        @Override
        public void flush() {
            super.flush();
            writes++;
            show();
        }
    };

    PrintStream stream() {
        return stream;
    }

    /** Everything that was sent to the terminal. */
    String raw() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The lines that it shows, without the last one if that is empty and has only the cursor. */
    List<String> shown() {
        return List.copyOf(rows.get(rows.size() - 1).isEmpty() ? rows.subList(0, rows.size() - 1) : rows);
    }

    boolean hidesCursor() {
        return hidesCursor;
    }

    /** How often something was sent. */
    int writes() {
        return writes;
    }

    /** Shows what a person types, as terminals do. */
    void type(String text) {
        write(text);
    }

    /** Wraps longer lines, as if a person made the window this narrow. */
    void narrow(int columns) {
        List<String> wrapped = rows.stream()
                .flatMap(line -> line.isEmpty()
                        ? List.of("").stream()
                        : Pattern.compile("(?<=\\G.{" + columns + "})").splitAsStream(line))
                .toList();
        row += wrapped.size() - rows.size();
        rows.clear();
        rows.addAll(wrapped);
    }

    private void show() {
        Matcher part = PART.matcher(raw());
        for (part.region(read, raw().length()); part.find(); ) {
            if (part.group(2) != null) {
                control(part.group(1), part.group(2));
            } else if (part.group().equals("\r")) {
                column = 0;
            } else if (part.group().equals("\n")) {
                row++;
                column = 0;
                if (row == rows.size()) {
                    rows.add("");
                }
            } else {
                write(part.group());
            }
        }
        read = raw().length();
    }

    private void control(String argument, String name) {
        switch (name) {
            case "A" -> row -= Integer.parseInt(argument);
            case "J" -> {
                cut();
                rows.subList(row + 1, rows.size()).clear();
            }
            case "K" -> cut();
            case "h", "l" -> hidesCursor = name.equals("l");
            case "m" -> {
                // Colours are not shown.
            }
            default -> throw new IllegalStateException("Not understood: " + argument + name);
        }
        if (row < 0) {
            throw new IllegalStateException("The cursor left the screen");
        }
    }

    private void cut() {
        rows.set(row, rows.get(row).substring(0, Math.min(column, rows.get(row).length())));
    }

    private void write(String text) {
        String line = rows.get(row);
        int end = column + text.length();
        rows.set(row, line.substring(0, column) + text + (end < line.length() ? line.substring(end) : ""));
        column = end;
    }
}
