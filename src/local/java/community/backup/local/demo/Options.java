package community.backup.local.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The options of the demo.
 *
 * @param stacks the stacks of the user's own templates; if there are any, the scenes do not run
 * @param points recovery points that exist before these stacks
 * @param serve whether to serve AWS Backup and CloudFormation, instead of a run
 * @param port the port of AWS Backup; CloudFormation and S3 use the next two; 0 uses free ports
 * @param report the name of the file for a report; empty for none
 * @param speed how many seconds of waiting pass in one real second
 * @param scenes the numbers of the scenes to run
 */
record Options(
        List<UserStack> stacks,
        List<ExistingPoint> points,
        boolean serve,
        int port,
        Optional<String> report,
        double speed,
        List<Integer> scenes,
        Path handlerPackage) {

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if an argument is not valid; the message names it
     */
    static Options parse(String[] arguments) {
        List<TemplateOption> templates = new ArrayList<>();
        List<ExistingPoint> points = new ArrayList<>();
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            switch (argument) {
                case "--serve" -> given.put(argument, "");
                case "--port", "--speed", "--scene", "--package", "--report" ->
                    given.put(argument, valueAt(++i, arguments));
                case "--recovery-point" -> points.add(ExistingPoint.parse(valueAt(++i, arguments)));
                case "--resources-to-import" ->
                    last(templates, argument).resourcesToImport = Optional.of(Path.of(valueAt(++i, arguments)));
                default -> templateOrParameter(argument, templates);
            }
        }
        boolean serve = given.containsKey("--serve");
        if (serve && given.containsKey("--report")) {
            throw new IllegalArgumentException("--report tells of a run that ends, and --serve does not.");
        }
        return new Options(
                templates.stream()
                        .map(template -> template.stack(templates.size() == 1))
                        .toList(),
                points,
                serve,
                (int) number(given, "--port", 0, value -> value >= 0 && value < 65534, "from 0 to 65533"),
                Optional.ofNullable(given.get("--report")),
                number(
                        given,
                        "--speed",
                        serve ? 60 : 150,
                        value -> value > 0 && value <= 1e6,
                        "above 0 and at most 1000000"),
                scenes(given.get("--scene")),
                Path.of(given.getOrDefault("--package", "target/unzipped")));
    }

    private static List<Integer> scenes(@Nullable String given) {
        List<Integer> all = IntStream.rangeClosed(1, DemoScenes.SCENES).boxed().toList();
        if (given == null) {
            return all;
        }
        return all.stream()
                .filter(number -> number.toString().equals(given))
                .findAny()
                .map(List::of)
                .orElseThrow(() -> new IllegalArgumentException("--scene is one of " + all + ", not " + given + "."));
    }

    /** A template, to which the next arguments can add parameters. */
    private static final class TemplateOption {
        private final Path file;
        private final Map<String, String> parameters = new HashMap<>();
        private Optional<Path> resourcesToImport = Optional.empty();

        TemplateOption(Path file) {
            this.file = file;
        }

        /** The stack. A single stack has a fixed name; each of several stacks has the name of its file. */
        UserStack stack(boolean alone) {
            String name = file.resolveSibling("").relativize(file).toString().replaceFirst("[.][^.]*$", "");
            return new UserStack(alone ? "mine" : name, file, Map.copyOf(parameters), resourcesToImport);
        }
    }

    private static void templateOrParameter(String argument, List<TemplateOption> templates) {
        int equals = argument.indexOf('=');
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException(argument + ": there is no such option.");
        } else if (equals > 0 && !templates.isEmpty()) {
            last(templates, argument).parameters.put(argument.substring(0, equals), argument.substring(equals + 1));
        } else if (templates.isEmpty() || argument.matches(".*[.](yaml|yml|json|template)")) {
            templates.add(new TemplateOption(Path.of(argument)));
        } else {
            throw new IllegalArgumentException(argument + " is not of the form Parameter=value.");
        }
    }

    private static TemplateOption last(List<TemplateOption> templates, String argument) {
        if (templates.isEmpty()) {
            throw new IllegalArgumentException(argument + " comes after the template that it is for.");
        }
        return templates.get(templates.size() - 1);
    }

    private static String valueAt(int index, String[] arguments) {
        if (index == arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value.");
        }
        return arguments[index];
    }

    private static double number(
            Map<String, String> given, String name, double otherwise, DoublePredicate allowed, String which) {
        String value = given.getOrDefault(name, Double.toString(otherwise));
        if (value.matches("[0-9]{1,9}([.][0-9]+)?") && allowed.test(Double.parseDouble(value))) {
            return Double.parseDouble(value);
        }
        throw new IllegalArgumentException(name + ": " + value + " is not a number " + which + ". Give such a number.");
    }
}
