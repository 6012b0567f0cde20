package community.backup.local.terminal;

/** Text styles, by the codes that every terminal with colours supports (ECMA-48, Select Graphic Rendition). */
public enum Style {
    PLAIN(0),
    BOLD(1),
    DIM(2),
    RED(31),
    GREEN(32),
    YELLOW(33);

    private final int code;

    Style(int code) {
        this.code = code;
    }

    String applyTo(String text) {
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
