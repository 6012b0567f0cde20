package community.backup.recoverypoint.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** Checks that src/package/shrink.pro removes nothing that the package needs. */
class ShrunkPackageIT {
    private static final Path UNZIPPED = Path.of(System.getProperty("unzipped"));
    private static final String SDK = "software.amazon.awssdk.services.";

    /** Classes that may be missing from the package, by the classes that name them. */
    private static final Map<String, String> MISSING = Map.of(
            // Annotations. Nothing reads them at run time.
            ".*", "(javax|org\\.jspecify|com\\.google\\.errorprone)\\.annotations?\\..*",
            // Formats of strings that a JSON schema can use: no_schema_asks_for_a_format_that_was_left_out.
            "org\\.everit\\.json\\.schema\\.internal\\.\\w+Validator",
                    "(org\\.apache\\.commons\\.validator|com\\.damnhandy\\.uri\\.template)\\..*",
            // Parsers of numbers for features that are never turned on. In the SDK's copy, also for decimal numbers of
            // 500 digits.
            ".*\\.jackson\\.core\\.io\\.(NumberInput|Big\\w+Parser)",
                    ".*\\.jackson\\.core\\.internal\\.shaded\\.fdp\\..*",
            // NTLM and Kerberos authentication, which AWS does not use.
            "org\\.apache\\.http\\.impl\\.auth\\.(NTLM|SPNego|Kerberos)SchemeFactory",
                    "org\\.apache\\.http\\.impl\\.auth\\.(NTLM|SPNego|Kerberos)\\w+",
            // Only the names of inner classes. Another test checks that no method takes one of them.
            "software\\.amazon\\.awssdk\\.services\\.\\w+\\.\\w+Client",
                    "software\\.amazon\\.awssdk\\.services\\..*\\.model\\..*");

    private static final Pattern LINE = Pattern.compile(" +(\\S+) +-> (\\S+) +not found");

    @Test
    void whatever_a_class_names_is_there() {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);

        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(writer, writer, "--missing-deps", "--multi-release", "base", UNZIPPED.toString());

        assertThat(out.toString().lines().map(LINE::matcher).filter(line -> line.matches()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(MISSING).as(line.group()).anySatisfy((from, to) -> assertThat(
                                line.group(1).matches(from) && line.group(2).matches(to))
                        .isTrue()));
    }

    @Test
    void no_schema_asks_for_a_format_that_was_left_out() throws IOException {
        for (TypeFolder type : TypeFolder.all()) {
            assertThat(new ObjectMapper()
                            .readTree(type.file("schema.json").toFile())
                            .findValuesAsText("format"))
                    .doesNotContain("email", "hostname", "ipv4", "ipv6", "uri-template");
        }
    }

    @Test
    void a_request_can_have_a_number_of_many_digits() throws IOException, ReflectiveOperationException {
        String digits = "1." + "5".repeat(600);
        URL[] folder = {UNZIPPED.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(folder, ClassLoader.getPlatformClassLoader())) {
            Object number = loader.loadClass(NumberInput.class.getName())
                    .getMethod("parseBigDecimal", String.class, boolean.class)
                    .invoke(null, digits, false);

            assertThat(number).isEqualTo(new BigDecimal(digits));
        }
    }

    @Test
    void the_clients_have_the_operations_that_are_called_and_all_that_those_take_and_give()
            throws IOException, ReflectiveOperationException {
        assertThat(operations("backup.BackupClient")).isEqualTo(operationsOfTheSchemas("backup", BackupClient.class));
        assertThat(operations("cloudformation.CloudFormationClient"))
                .isEqualTo(operationsOfTheSchemas("cloudformation", CloudFormationClient.class));
        assertThat(operations("cloudwatch.CloudWatchClient")).containsExactly("putMetricData");
        assertThat(operations("cloudwatchlogs.CloudWatchLogsClient"))
                .containsExactly("createLogGroup", "createLogStream", "describeLogGroups", "putLogEvents");
    }

    @Test
    void what_is_found_by_name_is_there() throws IOException {
        try (Stream<Path> services = Files.list(UNZIPPED.resolve("META-INF/services"))) {
            assertThat(services).isNotEmpty().allSatisfy(service -> assertThat(Files.readAllLines(service).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("#")))
                    .as(service.toString())
                    .allSatisfy(provider -> assertThat(UNZIPPED.resolve(provider.replace('.', '/') + ".class"))
                            .exists()));
        }
    }

    @Test
    void the_verifier_accepts_every_class() throws IOException, ClassNotFoundException {
        List<String> verified = new ArrayList<>();
        List<String> optional = new ArrayList<>();
        URL[] folder = {UNZIPPED.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(folder, ClassLoader.getPlatformClassLoader())) {
            for (Path file : classFiles()) {
                String path = UNZIPPED.relativize(file).toString();
                String name =
                        path.substring(0, path.length() - ".class".length()).replace('/', '.');
                try {
                    // Links the class, which verifies it.
                    assertThat(loader.loadClass(name).getDeclaredMethods()).isNotNull();
                    verified.add(name);
                } catch (NoClassDefFoundError missing) {
                    // Another test checks which classes may be missing.
                    optional.add(name);
                }
            }
        }

        assertThat(verified).hasSizeGreaterThan(20 * optional.size());
    }

    private static List<Path> classFiles() throws IOException {
        try (Stream<Path> files = Files.walk(UNZIPPED)) {
            return files.filter(file ->
                            file.toString().endsWith(".class") && !file.startsWith(UNZIPPED.resolve("META-INF")))
                    .toList();
        }
    }

    /** The methods of a client in the package. This fails if a method names a class that cannot be loaded. */
    private static Set<String> operations(String client) throws IOException, ReflectiveOperationException {
        URL[] folder = {UNZIPPED.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(folder, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(SDK + client);
            assertThat(type.getClassLoader()).isSameAs(loader);
            return Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getParameterCount() == 1)
                    .map(Method::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * The operations of this client among the permissions in the schemas. ResourceRolesTest checks that the permissions
     * are those of the handlers' calls.
     */
    private static Set<String> operationsOfTheSchemas(String service, Class<?> client) throws IOException {
        List<String> known =
                Arrays.stream(client.getMethods()).map(Method::getName).toList();
        Set<String> operations = new TreeSet<>();
        for (TypeFolder type : TypeFolder.all()) {
            new ObjectMapper()
                    .readTree(type.file("schema.json").toFile())
                    .path("handlers")
                    .findValues("permissions")
                    .forEach(permissions -> permissions.forEach(permission -> {
                        String[] action = permission.asText().split(":", 2);
                        if (action[0].equals(service)) {
                            operations.add(Character.toLowerCase(action[1].charAt(0)) + action[1].substring(1));
                        }
                    }));
        }
        operations.retainAll(known);
        return operations;
    }
}
