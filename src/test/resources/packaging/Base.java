package community.backup.packaging.fixture;

import java.util.function.Supplier;

/** Has a lambda that is named as one of its subclass. */
class Base {
    private final String own = "base";
    final Supplier<String> ofBase = () -> own + who();

    protected String who() {
        return " of base";
    }

    String shown() {
        return "shown by base";
    }
}
