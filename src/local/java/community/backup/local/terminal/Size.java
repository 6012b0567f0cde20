package community.backup.local.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number of columns and lines of a terminal. */
public record Size(int columns, int lines) {
    /** The size of the first terminals. It is used if the real size is not known. */
    static final Size USUAL = new Size(80, 24);

    /** The size of an output that is not a terminal. No line is too long for it. */
    public static final Size UNLIMITED = new Size(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final Pattern ANSWER = Pattern.compile("([1-9][0-9]*) ([1-9][0-9]*)\\s*");

    /** The present size of the terminal that this process runs in. A user can change it at any time. */
    public static Size now() {
        Process stty;
        try {
            stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // There is no stty or no terminal.
            return USUAL;
        }
        try {
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return stty.waitFor(1, TimeUnit.SECONDS) ? of(answer) : USUAL;
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /**
     * Reads the answer of {@code stty size}: lines, then columns. Both are 0 if the terminal does not know its size.
     */
    static Size of(String answer) {
        Matcher numbers = ANSWER.matcher(answer);
        return numbers.matches()
                ? new Size(Integer.parseInt(numbers.group(2)), Integer.parseInt(numbers.group(1)))
                : USUAL;
    }
}
