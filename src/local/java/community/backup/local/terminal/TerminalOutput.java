package community.backup.local.terminal;

import java.io.PrintStream;

/**
 * Where a program writes, and what a person can see there.
 *
 * @param live whether lines can be drawn again in place: it is a terminal that moves its cursor
 * @param colour whether text may have colours
 */
public record TerminalOutput(PrintStream stream, boolean live, boolean colour) {
    /**
     * The standard output, with what tools/local found out about it and says by {@code -Dterminal.live} and
     * {@code -Dterminal.colour}; without these, as where another program reads it.
     */
    public static TerminalOutput standard() {
        return new TerminalOutput(
                System.out, Boolean.getBoolean("terminal.live"), Boolean.getBoolean("terminal.colour"));
    }

    /** Text in a style, where there are colours. */
    public String in(Style style, String text) {
        return colour ? style.applyTo(text) : text;
    }
}
