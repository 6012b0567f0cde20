package community.backup.local.terminal;

import java.io.PrintStream;

/**
 * The output of a program, and its abilities.
 *
 * @param live whether lines can be redrawn in place: the output is a terminal that can move its cursor
 * @param colour whether text may have colours
 */
public record TerminalOutput(PrintStream stream, boolean live, boolean colour) {
    /**
     * The standard output. tools/local detects its abilities and passes them as {@code -Dterminal.live} and {@code
     * -Dterminal.colour}. Without these properties, it has neither.
     */
    public static TerminalOutput standard() {
        return new TerminalOutput(
                System.out, Boolean.getBoolean("terminal.live"), Boolean.getBoolean("terminal.colour"));
    }

    /** Text in a style, if the output has colours. */
    public String in(Style style, String text) {
        return colour ? style.applyTo(text) : text;
    }
}
