package community.backup.local.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many columns and lines a terminal shows. */
public record Size(int columns, int lines) {
    /** That of the first terminals, for where nobody tells another. */
    static final Size USUAL = new Size(80, 24);

    /** Of what is no terminal, and has no lines that could be too long. */
    public static final Size UNLIMITED = new Size(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final Pattern ANSWER = Pattern.compile("([1-9][0-9]*) ([1-9][0-9]*)\\s*");

    /** The size of the terminal that this process runs in, as it is now: a person may change it at any time. */
    public static Size now() {
        Process stty;
        try {
            stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // There is no stty here, or no terminal.
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

    /** Reads what {@code stty size} answers: lines, then columns; both are 0 where the terminal does not know. */
    static Size of(String answer) {
        Matcher numbers = ANSWER.matcher(answer);
        return numbers.matches()
                ? new Size(Integer.parseInt(numbers.group(2)), Integer.parseInt(numbers.group(1)))
                : USUAL;
    }
}
