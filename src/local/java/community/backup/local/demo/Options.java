package community.backup.local.demo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the demo was asked for.
 *
 * @param template the person's own, instead of the show
 * @param parameters for that template
 * @param serve whether only the local AWS Backup is wanted
 * @param port for it; 0 takes a free one
 * @param speed how many seconds of waiting pass in one real second
 * @param scenes the numbers of those that are shown
 */
record Options(
        Optional<Path> template,
        Map<String, String> parameters,
        boolean serve,
        int port,
        double speed,
        List<Integer> scenes,
        Path handlerPackage) {

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it is not understood; the message says what
     */
    static Options parse(String[] arguments) {
        Optional<Path> template = Optional.empty();
        Map<String, String> parameters = new HashMap<>();
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            switch (argument) {
                case "--serve" -> given.put(argument, "");
                case "--port", "--speed", "--scene", "--package" -> {
                    if (++i == arguments.length) {
                        throw new IllegalArgumentException(argument + " needs a value.");
                    }
                    given.put(argument, arguments[i]);
                }
                default -> {
                    int equals = argument.indexOf('=');
                    if (argument.startsWith("-")) {
                        throw new IllegalArgumentException(argument + " is not understood.");
                    } else if (equals > 0 && template.isPresent()) {
                        parameters.put(argument.substring(0, equals), argument.substring(equals + 1));
                    } else if (template.isEmpty()) {
                        template = Optional.of(Path.of(argument));
                    } else {
                        throw new IllegalArgumentException(argument + " is not of the form Parameter=value.");
                    }
                }
            }
        }
        boolean serve = given.containsKey("--serve");
        return new Options(
                template,
                parameters,
                serve,
                (int) number(given, "--port", 0),
                number(given, "--speed", serve ? 60 : 150),
                scenes(given.get("--scene")),
                Path.of(given.getOrDefault("--package", "target/unzipped")));
    }

    private static List<Integer> scenes(@Nullable String given) {
        List<Integer> all = IntStream.rangeClosed(1, Show.SCENES).boxed().toList();
        if (given == null) {
            return all;
        }
        return all.stream()
                .filter(number -> number.toString().equals(given))
                .findAny()
                .map(List::of)
                .orElseThrow(() -> new IllegalArgumentException("--scene is one of " + all + ", not " + given + "."));
    }

    private static double number(Map<String, String> given, String name, double otherwise) {
        String value = given.get(name);
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a number, not " + value + ".");
        }
    }
}
