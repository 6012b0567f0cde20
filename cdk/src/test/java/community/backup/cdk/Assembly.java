package community.backup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cloud assembly of an application in any language.
 *
 * @param folder the cloud assembly
 * @param stack the name of its one stack
 */
record Assembly(Path folder, String stack) {
    private static final Path NPM = Command.TARGET.resolve("npm");

    private static final Path TYPESCRIPT = NPM.resolve("snippets");

    static final String CDK = NPM.resolve("node_modules/.bin/cdk").toString();
    static final Path SYNTH = Command.TARGET.resolve("synth");

    private static final Map<String, String> ENVIRONMENT = Command.isolated(
            SYNTH.resolve("home"), Map.of("CDK_DISABLE_CLI_TELEMETRY", "true", "CDK_DISABLE_VERSION_CHECK", "true"));

    JsonNode template() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(stack + ".template.json").toFile());
    }

    /** Synthesises an application in Java. Its stack has the name of its class. */
    static Assembly java(Class<?> application) throws Exception {
        String stack = application.getSimpleName();
        Path arguments = Files.createDirectories(SYNTH).resolve(stack + ".arguments");
        Files.writeString(
                arguments,
                String.join(
                        "\n",
                        quoted("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")),
                        "-cp",
                        quoted(System.getProperty("java.class.path")),
                        application.getName()));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return synthesised("java-" + stack, "exec " + quoted(java) + " " + quoted("@" + arguments), stack);
    }

    /** Synthesises an application in TypeScript, with the generated constructs beside it. */
    static Assembly typescript(Path application, String stack) throws Exception {
        Command compiled = compiled(application);
        assertThat(compiled.status()).as(compiled.output()).isZero();
        Path program = TYPESCRIPT.resolve(name(application)).resolve(name(application) + ".js");
        return synthesised("typescript-" + name(application), "node " + quoted(program), stack);
    }

    /** Compiles an application in TypeScript. */
    static Command compiled(Path application) throws IOException, InterruptedException {
        // Node.js looks for packages beside the file, and in the folders around it.
        Path folder = Files.createDirectories(TYPESCRIPT.resolve(name(application)));
        copy(Command.CDK.resolve("typescript/community-backup.ts"), folder);
        Path copied = copy(application, folder);
        return Command.run(
                folder,
                ENVIRONMENT,
                List.of(
                        NPM.resolve("node_modules/.bin/tsc").toString(),
                        "--strict",
                        "--noUnusedLocals",
                        "--noImplicitOverride",
                        "--skipLibCheck",
                        "--target",
                        "es2022",
                        "--module",
                        "commonjs",
                        copied.toString()));
    }

    /** Synthesises an application in Python, with the generated constructs beside it. */
    static Assembly python(Path application, String stack) throws Exception {
        return synthesised("python-" + name(application), "exec " + pythonCommand(application), stack);
    }

    /** Copies an application in Python and the constructs into a folder, and returns how a shell runs it. */
    static String pythonCommand(Path application) throws IOException {
        Path folder = Files.createDirectories(SYNTH.resolve("python").resolve(name(application)));
        copy(Command.CDK.resolve("python/community_backup.py"), folder);
        Path copied = copy(application, folder);
        return quoted(Command.ROOT.resolve("tools/python")) + " cdk python " + quoted(copied);
    }

    /** The name of the file. It is also the name of the file's own folder, because tests run in parallel. */
    private static String name(Path application) {
        return application.getFileName().toString().replaceAll("[.].*", "");
    }

    private static Path copy(Path file, Path folder) throws IOException {
        return Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Quotes a text for a shell, or for a file of arguments to Java, because the name of a folder may have a space. The
     * CDK's command line removes quotes around a whole command, so a command must begin with a word without quotes.
     */
    private static String quoted(Object text) {
        return '"' + text.toString() + '"';
    }

    private static Assembly synthesised(String name, String application, String stack) throws Exception {
        Path output = SYNTH.resolve(name);
        run(
                Files.createDirectories(SYNTH),
                Map.of(),
                List.of(
                        CDK,
                        "synth",
                        "--quiet",
                        "--no-notices",
                        "--no-version-reporting",
                        "--app",
                        application,
                        "--output",
                        output.toString()));
        return new Assembly(output, stack);
    }

    /** Runs a command, which must succeed. Returns its output. */
    static String run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Map<String, String> all = new TreeMap<>(ENVIRONMENT);
        all.putAll(environment);
        Command ended = Command.run(folder, all, command);
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.output();
    }
}
