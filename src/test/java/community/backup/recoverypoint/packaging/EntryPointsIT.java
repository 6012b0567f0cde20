package community.backup.recoverypoint.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.cloudwatch.LocalCloudWatch;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that the package also answers without Lambda. The CloudFormation CLI and its contract tests can start it
 * through several classes. The test starts each of them in a JVM of its own, with nothing else in it.
 */
class EntryPointsIT {
    private static final Path JAR = Path.of(System.getProperty("package.jar"));
    private static final Path UNZIPPED = Path.of(System.getProperty("unzipped"));
    private static final Path TEST_CLASSES = Path.of("target", "test-classes");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VAULT = "nightly";
    private static final Map<String, String> REGION = Map.of("AWS_REGION", "us-east-1");
    private static final String TYPE = "community.backup.recoverypoint.";

    /** The marks around the answer in the output of the generated program. */
    private static final Pattern ANSWER =
            Pattern.compile("__CFN_RESOURCE_START_RESPONSE__([\\s\\S]*)__CFN_RESOURCE_END_RESPONSE__");

    private final MovableClock clock = MovableClock.startingAt(Instant.parse("2026-01-02T03:04:05Z"));
    private final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
    private String arn;
    private LocalAwsBackupServer server;
    private Path folder;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        server = new LocalAwsBackupServer(backup, clock, 0);
        backup.world().createVault(VAULT).caller(ExecutionRole.identity(Account.example()));
        arn = backup.world()
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("team", "ledger")
                .put();
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void the_entry_point_of_the_project() throws IOException, InterruptedException {
        assertRead(direct(JAR, configured("entrypoint"), request()));
    }

    @Test
    void the_test_entry_point_of_the_project() throws IOException, InterruptedException {
        assertRead(direct(JAR, configured("testEntrypoint"), testRequest()));
    }

    @Test
    void the_executable_entry_point_of_the_project() throws IOException, InterruptedException {
        assertRead(executable(configured("executableEntrypoint"), request()));
    }

    @Test
    void the_project_names_the_executable_class_that_is_generated() throws IOException {
        assertThat(configured("executableEntrypoint")).isEqualTo(TYPE + "HandlerWrapperExecutable");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_generated_wrapper(boolean unzipped) throws IOException, InterruptedException {
        assertRead(direct(unzipped ? UNZIPPED : JAR, TYPE + "HandlerWrapper::handleRequest", request()));
    }

    @Test
    void the_test_entry_point_of_the_generated_wrapper() throws IOException, InterruptedException {
        assertRead(direct(JAR, TYPE + "HandlerWrapper::testEntrypoint", testRequest()));
    }

    @Test
    void the_generated_wrapper_delivers_metrics_and_log_by_the_runtimes_own_classes()
            throws IOException, InterruptedException {
        ObjectNode request = request();
        ((ObjectNode) request.get("requestData"))
                .put("providerLogGroupName", "the-log")
                .set("providerCredentials", credentials());
        try (LocalCloudWatch cloudWatch = new LocalCloudWatch()) {
            JsonNode answer = direct(
                    JAR,
                    TYPE + "HandlerWrapper::handleRequest",
                    request,
                    Map.of(
                            "AWS_REGION",
                            "us-east-1",
                            "AWS_ENDPOINT_URL_CLOUDWATCH",
                            cloudWatch.endpoint().toString(),
                            "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS",
                            cloudWatch.endpoint().toString()));

            assertRead(answer);
            assertThat(cloudWatch.metrics())
                    .extracting(LocalCloudWatch.Metric::name)
                    .contains("HandlerInvocationCount");
            assertThat(cloudWatch.streams().values()).singleElement().satisfies(lines -> assertThat(lines)
                    .anyMatch(line -> line.startsWith("operation=READ ")));
        }
    }

    @ParameterizedTest
    @CsvSource({"HandlerWrapper", "Entrypoint"})
    void a_program_can_load_it_before_it_sets_the_region(String type) throws IOException, InterruptedException {
        String answer = run(
                TEST_CLASSES,
                List.of(
                        DirectCall.class.getName(),
                        JAR.toAbsolutePath().toString(),
                        TYPE + type + "::handleRequest",
                        "us-east-1"),
                request().toString(),
                Map.of());

        assertRead(JSON.readTree(answer));
    }

    @ParameterizedTest
    @CsvSource({"HandlerWrapper", "Entrypoint"})
    void a_context_goes_from_one_call_to_the_next(String type) throws IOException, InterruptedException {
        ObjectNode request = request().put("action", "DELETE");

        JsonNode first = direct(JAR, TYPE + type + "::handleRequest", request);
        backup.world().removeBehindTheApi(arn);
        JsonNode second = direct(
                JAR, TYPE + type + "::handleRequest", request.set("callbackContext", first.get("callbackContext")));

        assertThat(first.path("status").asText()).as(first.toString()).isEqualTo("IN_PROGRESS");
        assertThat(second.path("status").asText()).as(second.toString()).isEqualTo("SUCCESS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"entrypoint", "testEntrypoint", "executableEntrypoint"})
    void an_entry_point_of_the_type_of_vault_contents(String setting) throws IOException, InterruptedException {
        TypeFolder type = TypeFolder.vaultContents();
        String role = Files.readString(type.file("resource-role.yaml"));
        backup.world().caller(ExecutionRole.identity(Account.example(), Map.of(), role));
        JsonNode model = JSON.createObjectNode().put("BackupVaultName", VAULT);
        ObjectNode request = request().put("resourceType", type.name());
        ((ObjectNode) request.get("requestData")).set("resourceProperties", model);
        ObjectNode testRequest = testRequest();
        ((ObjectNode) testRequest.get("request")).set("desiredResourceState", model);
        String entryPoint =
                JSON.readTree(type.file(".rpdk-config").toFile()).path(setting).asText();

        JsonNode answer =
                switch (setting) {
                    case "executableEntrypoint" -> executable(entryPoint, request);
                    case "testEntrypoint" -> direct(JAR, entryPoint, testRequest);
                    default -> direct(JAR, entryPoint, request);
                };

        assertThat(answer.path("errorCode").asText()).as(answer.toString()).isEqualTo("NotFound");
        assertThat(answer.path("message").asText()).contains("vault nightly", "it has no mark");
    }

    private void assertRead(JsonNode answer) {
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("SUCCESS");
        JsonNode model = answer.path("resourceModel");
        assertThat(model.path("RecoveryPointId").asText()).isEqualTo(arn);
        assertThat(model.path("Status").asText()).isEqualTo("COMPLETED");
        assertThat(model.at("/Tags/0/Value").asText()).isEqualTo("ledger");
    }

    private static String configured(String entryPoint) throws IOException {
        return JSON.readTree(Path.of(".rpdk-config").toFile()).path(entryPoint).asText();
    }

    /** A request to read, as CloudFormation makes it. */
    private ObjectNode request() {
        ObjectNode request = JSON.createObjectNode()
                .put("action", "READ")
                .put("awsAccountId", "123456789012")
                .put("region", "us-east-1")
                .put("bearerToken", "8f0f1a52-2d3c-4f5e-9a37-1f0c5f3f7c11")
                .put("resourceType", "Community::Backup::RecoveryPoint");
        ObjectNode data = request.putObject("requestData").put("logicalResourceId", "Point");
        data.set("callerCredentials", credentials());
        data.set("resourceProperties", model());
        return request;
    }

    /** The same request for the test entry point. */
    private ObjectNode testRequest() {
        ObjectNode request = JSON.createObjectNode().put("action", "READ");
        request.set("credentials", credentials());
        request.putObject("request").set("desiredResourceState", model());
        return request;
    }

    private ObjectNode model() {
        return JSON.createObjectNode().put("BackupVaultName", VAULT).put("RecoveryPointId", arn);
    }

    private static ObjectNode credentials() {
        return JSON.createObjectNode()
                .put("accessKeyId", "AKIAIOSFODNN7EXAMPLE")
                .put("secretAccessKey", "secret")
                .put("sessionToken", "token");
    }

    private JsonNode direct(Path handlerPackage, String entryPoint, JsonNode request)
            throws IOException, InterruptedException {
        return direct(handlerPackage, entryPoint, request, REGION);
    }

    private JsonNode direct(Path handlerPackage, String entryPoint, JsonNode request, Map<String, String> settings)
            throws IOException, InterruptedException {
        String answer = run(
                TEST_CLASSES,
                List.of(
                        DirectCall.class.getName(),
                        handlerPackage.toAbsolutePath().toString(),
                        entryPoint),
                request.toString(),
                settings);
        return JSON.readTree(answer);
    }

    private JsonNode executable(String type, JsonNode request) throws IOException, InterruptedException {
        Matcher answer = ANSWER.matcher(run(JAR, List.of(type, request.toString()), "", REGION));
        assertThat(answer.find()).isTrue();
        return JSON.readTree(Optional.ofNullable(answer.group(1)).orElseThrow());
    }

    /**
     * Runs a program in a JVM of its own, and returns its output. The runtime can empty only that JVM's own temporary
     * folder.
     */
    private String run(Path classPath, List<String> program, String input, Map<String, String> settings)
            throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path log = folder.resolve("program.log");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath.toAbsolutePath().toString()));
        command.addAll(program);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
        environment.put("AWS_ENDPOINT_URL_BACKUP", server.endpoint().toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        // The process must not use a region or credentials of this machine.
        environment.put("AWS_CONFIG_FILE", temporary.resolve("none").toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", temporary.resolve("none").toString());
        environment.putAll(settings);
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        return answer;
    }
}
