package community.backup.packaging.fixture;

import java.util.function.Function;
import java.util.function.Supplier;

/** An interface with lambdas, with and without an instance. */
interface Named {
    Function<String, String> LOUD = text -> text + "!";

    /** Says nothing. */
    interface Marker {}

    String name();

    default Supplier<String> greeting() {
        return () -> "hello " + name();
    }

    static Supplier<String> fixed(String text) {
        return () -> text;
    }
}
