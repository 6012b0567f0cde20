package community.backup.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** What the build makes of lambdas does what they did. */
class LambdaClassesTest {
    private static final String PACKAGE = "community/backup/packaging/fixture/";
    private static final Path SOURCES = Path.of("src/test/resources/packaging");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"8", "17"})
    void lambdas_of_all_kinds_give_what_they_gave(String release) throws Exception {
        Map<String, byte[]> files = compile(release, fixtures());
        List<?> before = results(files);

        int converted = LambdaClasses.convert(files);

        assertThat(results(files)).isEqualTo(before).hasSizeGreaterThan(45);
        assertThat(converted).isGreaterThan(45);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "17"})
    void those_that_are_left_to_the_jvm_are_serialized_marked_or_private_to_another_class(String release)
            throws Exception {
        Map<String, byte[]> files = compile(release, fixtures());

        LambdaClasses.convert(files);

        // Of the serialized one there is another, for who reads it.
        List<String> rare = List.of("Fixture.rare", "Fixture.rare", "Fixture.$deserializeLambda$");
        assertThat(leftToTheJvm(files))
                .filteredOn(place -> !place.startsWith("Fixture$Inside"))
                .isEqualTo(rare);
        assertThat(leftToTheJvm(files)).hasSize(rare.size() + (release.equals("8") ? 0 : 1));
    }

    @Test
    void those_of_a_package_share_classes_that_stay_small_enough_for_the_compiler() throws Exception {
        String many = IntStream.range(0, 600)
                .mapToObj(i -> "java.util.function.IntSupplier s%1$d = () -> %1$d;%n".formatted(i))
                .collect(Collectors.joining("", "package many; public class Many {\n", """
                        public static java.util.List<Integer> results() {
                            Many many = new Many();
                            return java.util.List.of(many.s0.getAsInt(), many.s249.getAsInt(), many.s250.getAsInt(),
                                    many.s599.getAsInt());
                        }
                        }
                        """));
        Map<String, byte[]> files = compile("17", Map.of("many/Many", many));

        LambdaClasses.convert(files);

        assertThat(files.keySet())
                .containsExactly(
                        "many/Lambdas0.class", "many/Lambdas1.class", "many/Lambdas2.class", "many/Many.class");
        assertThat(results(files, "many.Many")).hasToString("[0, 249, 250, 599]");
        ClassNode first = read(files.get("many/Lambdas0.class"));
        assertThat(first.methods)
                .allSatisfy(method -> assertThat(method.instructions.size()).isLessThan(2_000));
    }

    @Test
    void a_class_that_has_the_name_already_ends_the_build() throws IOException {
        Map<String, byte[]> files = compile("17", Map.of("taken/Lambdas0", """
                package taken;
                class Lambdas0 {
                    Runnable run = () -> {};
                }
                """));

        assertThatThrownBy(() -> LambdaClasses.convert(files))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("taken/Lambdas0 is the name of another class");
    }

    @Test
    void a_jar_is_read_and_another_written_always_the_same() throws IOException {
        Path from = folder.resolve("from.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(from))) {
            for (Map.Entry<String, byte[]> file : compile("17", fixtures()).entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue());
            }
            jar.putNextEntry(new JarEntry("schema.json"));
            jar.write('{');
        }

        LambdaClasses.main(
                new String[] {from.toString(), folder.resolve("to.jar").toString()});
        LambdaClasses.main(
                new String[] {from.toString(), folder.resolve("again.jar").toString()});

        assertThat(contents("to.jar")).isEqualTo(contents("again.jar")).containsEntry("schema.json", "{");
        assertThat(contents("to.jar").keySet()).contains(PACKAGE + "Lambdas0.class", PACKAGE + "Fixture.class");
    }

    private Map<String, String> contents(String name) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (JarFile jar = new JarFile(folder.resolve(name).toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                contents.put(
                        entry.getName(),
                        new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private static Map<String, String> fixtures() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String name : List.of("Base", "Fixture", "Named")) {
            sources.put(PACKAGE + name, Files.readString(SOURCES.resolve(name + ".java")));
        }
        return sources;
    }

    private Map<String, byte[]> compile(String release, Map<String, String> sources) throws IOException {
        Path to = Files.createDirectory(folder.resolve("classes" + release));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<JavaFileObject> files = sources.entrySet().stream()
                .map(source -> (JavaFileObject) new Source(source.getKey(), source.getValue()))
                .toList();
        boolean compiled = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("--release", release, "-proc:none", "-d", to.toString(), "--class-path", ""),
                        null,
                        files)
                .call();
        assertThat(compiled).as(said.toString()).isTrue();
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(to)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                classes.put(to.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    private static List<?> results(Map<String, byte[]> files) throws ReflectiveOperationException {
        return results(files, "community.backup.packaging.fixture.Fixture");
    }

    private static List<?> results(Map<String, byte[]> files, String name) throws ReflectiveOperationException {
        ClassLoader loader = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String wanted) throws ClassNotFoundException {
                byte[] bytes = files.get(wanted.replace('.', '/') + ".class");
                if (bytes == null) {
                    throw new ClassNotFoundException(wanted);
                }
                return defineClass(wanted, bytes, 0, bytes.length);
            }
        };
        return (List<?>) loader.loadClass(name).getMethod("results").invoke(null);
    }

    private static List<String> leftToTheJvm(Map<String, byte[]> files) {
        return files.values().stream()
                .map(LambdaClassesTest::read)
                .flatMap(type -> type.methods.stream().flatMap(method -> Stream.of(method.instructions.toArray())
                        .filter(instruction -> instruction instanceof InvokeDynamicInsnNode call
                                && call.bsm.getOwner().endsWith("LambdaMetafactory"))
                        .map(instruction -> type.name.substring(PACKAGE.length()) + "." + method.name)))
                .toList();
    }

    private static ClassNode read(byte[] bytes) {
        ClassNode type = new ClassNode();
        new ClassReader(bytes).accept(type, 0);
        return type;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignored) {
            return text;
        }
    }
}
