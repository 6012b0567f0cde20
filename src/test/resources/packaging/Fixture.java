package community.backup.packaging.fixture;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** Evaluates lambdas of all kinds, and tells what they gave; in the Java of release 8, for which the SDK is compiled. */
public final class Fixture extends Base implements Named {
    private static final Function<Integer, String> IN_STATIC = number -> "static " + number;

    private final List<String> told = new ArrayList<>();
    private final String own = "own";
    private final Supplier<String> ofSub = () -> own + who();

    private Fixture() {}

    private Fixture(String text) {
        told.add(text);
    }

    /** What all of them give, in order. */
    public static List<String> results() throws Exception {
        Fixture fixture = new Fixture();
        fixture.instances();
        fixture.captures();
        fixture.conversions();
        fixture.references();
        fixture.defaults();
        fixture.rare();
        fixture.nested();
        return fixture.told;
    }

    private void instances() {
        tell(IN_STATIC.apply(1), ofSub.get(), ofBase.get(), greeting().get(), LOUD.apply("a"));
        tell(Named.fixed("b").get(), Colour.RED.describe(), Colour.BLUE.describe());
        Supplier<Supplier<String>> twice = () -> () -> own + own;
        tell(twice.get().get());
    }

    private void captures() {
        boolean bool = told.size() > 3;
        byte small = (byte) told.size();
        char letter = (char) ('a' + told.size());
        short little = (short) told.size();
        int number = told.size();
        long first = Integer.MAX_VALUE + 1L;
        long second = Long.MIN_VALUE;
        float real = 0.5f;
        double fine = 0.25;
        String text = "text";
        int[] array = {1, 2};
        Supplier<String> all = () -> "" + bool + small + letter + little + number + first + second + real + fine + text
                + Arrays.toString(array) + own;
        LongBinaryOperator sum = (a, b) -> a + b + first - second + number;
        DoubleUnaryOperator half = d -> d * real + fine;
        BooleanSupplier yes = () -> bool;
        tell(all.get(), sum.applyAsLong(1, 2), half.applyAsDouble(3), yes.getAsBoolean());
    }

    private void conversions() {
        Function<Integer, Integer> boxed = Fixture::twice;
        ToLongFunction<Integer> widened = Fixture::twice;
        ToLongFunction<Integer> unboxed = Integer::intValue;
        ToDoubleFunction<Character> ofLetter = Fixture::next;
        IntToLongFunction plain = Fixture::twice;
        Supplier<Long> given = System::nanoTime;
        Consumer<String> ignoresNumber = String::length;
        Consumer<List<String>> ignoresBoolean = list -> list.add("added");
        ToLongFunction<String> longOf = Long::parseLong;
        Consumer<String> ignoresLong = Long::parseLong;
        Function<Object, Object> wide = Objects::hashCode;
        IntFunction<Object> objects = Integer::valueOf;
        ToIntFunction<Byte> fromByte = Byte::intValue;
        IntPredicate even = i -> i % 2 == 0;
        ObjIntConsumer<List<String>> put = (list, i) -> list.add("at " + i);
        Comparator<String> order = String::compareToIgnoreCase;
        BinaryOperator<Integer> larger = Math::max;
        tell(boxed.apply(4), widened.applyAsLong(5), unboxed.applyAsLong(6), ofLetter.applyAsDouble('a'));
        tell(plain.applyAsLong(7), given.get() != null, longOf.applyAsLong("8"), wide.apply("x"), objects.apply(9));
        tell(fromByte.applyAsInt((byte) 3), even.test(4), order.compare("A", "b"), larger.apply(3, 4));
        ignoresNumber.accept("text");
        ignoresBoolean.accept(told);
        ignoresLong.accept("12");
        put.accept(told, 3);
    }

    private void references() throws Exception {
        Function<String, Fixture> made = Fixture::new;
        Supplier<List<String>> list = ArrayList::new;
        IntFunction<int[]> arrays = int[]::new;
        UnaryOperator<String> hidden = this::hidden;
        BiFunction<Fixture, String, String> unbound = Fixture::hidden;
        Supplier<String> ofSuper = super::shown;
        Supplier<String> inherited = this::who;
        Callable<String> fails = this::failing;
        Function<String[], List<String>> variable = Arrays::asList;
        Function<String, Integer> ofInterface = String::length;
        Function<CharSequence, Integer> throughInterface = CharSequence::length;
        tell(made.apply("made").told, list.get(), arrays.apply(2).length, hidden.apply("c"), unbound.apply(this, "d"));
        tell(ofSuper.get(), inherited.get(), variable.apply(new String[] {"e"}), ofInterface.apply("fg"));
        tell(throughInterface.apply("hij"));
        try {
            fails.call();
        } catch (java.io.IOException exception) {
            tell(exception.getMessage());
        }
    }

    private void defaults() {
        Function<String, String> f = text -> text + "f";
        Function<String, String> g = text -> text + "g";
        UnaryOperator<String> u = text -> text + "u";
        Predicate<String> empty = String::isEmpty;
        BiConsumer<String, Integer> one = (text, number) -> tell(text + number);
        Consumer<String> consumer = this::tell;
        tell(
                f.andThen(g).compose(u).apply("-"),
                empty.negate().or(empty).and(empty).test(""));
        one.andThen((text, number) -> tell(number + text)).accept("z", 1);
        consumer.andThen(consumer).accept("twice");
    }

    private void rare() {
        Supplier<String> serializable = (Supplier<String> & Serializable) () -> "serializable " + own.length();
        Runnable marked = (Runnable & Named.Marker) () -> tell("marked");
        marked.run();
        tell(serializable.get(), marked instanceof Named.Marker);
    }

    private void nested() {
        tell(new Inside().ofOutside().apply("i"));
    }

    private String hidden(String text) {
        return text + own;
    }

    private String failing() throws java.io.IOException {
        throw new java.io.IOException("as it should");
    }

    private static int twice(int number) {
        return 2 * number;
    }

    private static char next(char letter) {
        return (char) (letter + 1);
    }

    private void tell(Object... values) {
        for (Object value : values) {
            told.add(String.valueOf(value));
        }
    }

    @Override
    protected String who() {
        return " of sub";
    }

    @Override
    public String name() {
        return "fixture";
    }

    private final class Inside {
        /** From Java 11 on this names a private method of another class. */
        Function<String, String> ofOutside() {
            return Fixture.this::hidden;
        }
    }

    private enum Colour {
        RED(text -> text + " red"),
        BLUE(text -> text + " blue");

        private final UnaryOperator<String> description;

        Colour(UnaryOperator<String> description) {
            this.description = description;
        }

        String describe() {
            return description.apply(name());
        }
    }
}
