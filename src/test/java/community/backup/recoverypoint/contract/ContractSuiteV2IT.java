package community.backup.recoverypoint.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.ScriptRun;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.lambda.LambdaProcess;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the rules of the contract tests version 2 on the package of {@code cfn submit}. The handler runs in a process
 * of its own, with the permissions of {@code resource-role.yaml}. Handlers with a defect show that the suite checks the
 * rules.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractSuiteV2IT {
    private static final Path FOLDER = Path.of("target", "contract", "v2");
    private static final String PACKAGE =
            "target/staging/community-backup-recoverypoint/community-backup-recoverypoint.zip";
    private static final String VAULT = "community-backup-contract-test";

    private final MovableClock clock = new MovableClock(Clock.systemUTC());
    private final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example()).limitRates(true);
    private LocalAwsBackupServer server;
    private LambdaProcess lambda;

    @BeforeAll
    void start() throws IOException {
        backup.world().createVault(VAULT);
        backup.world().caller(ExecutionRole.identity(Account.example()));
        server = new LocalAwsBackupServer(backup, clock, 0);
        lambda = LambdaProcess.start(
                Path.of(System.getProperty("unzipped")), Files.createDirectories(FOLDER), server.endpoint());
    }

    @AfterAll
    void stop() {
        lambda.close();
        server.close();
    }

    @Test
    void passes_with_its_own_inputs_which_back_up_a_dynamodb_table() throws IOException, InterruptedException {
        ContractSuiteV2.SuiteV2Result result = run("dynamodb", lambda.endpoint());

        assertPassed(result);
        assertThat(result.output()).contains("Settable properties in the create and update inputs: 11 of 11");
        assertThat(backup.world().pointsIn(VAULT)).as("what the run left").isEmpty();
    }

    @Test
    void passes_with_the_contents_of_a_vault() throws IOException, InterruptedException {
        TypeFolder type = TypeFolder.vaultContents();
        MovableClock ownClock = new MovableClock(Clock.systemUTC());
        LocalAwsBackup ownBackup = new LocalAwsBackup(ownClock, Account.example()).limitRates(true);
        ownBackup
                .world()
                .createVault("community-backup-contract-test-contents")
                .caller(ExecutionRole.identity(
                        Account.example(), Map.of(), Files.readString(type.file("resource-role.yaml"))));
        try (LocalAwsBackupServer ownServer = new LocalAwsBackupServer(ownBackup, ownClock, 0);
                LambdaProcess contents = LambdaProcess.start(
                        Path.of(System.getProperty("unzipped")),
                        type.entrypoint(),
                        Files.createDirectories(FOLDER.resolve("vault-contents")),
                        Map.of("BACKUP", ownServer.endpoint()),
                        List.of())) {
            ContractSuiteV2.SuiteV2Result result = ContractSuiteV2.run(
                    FOLDER.resolve("vault-contents"),
                    "--endpoint",
                    contents.endpoint().toString(),
                    "--clock",
                    ownServer.endpoint().toString(),
                    "--package",
                    "target/staging/%s/%s.zip".formatted(type.slug(), type.slug()));

            assertPassed(result);
            assertThat(result.output())
                    .contains("Settable properties in the create and update inputs: 3 of 3")
                    .contains("Requests have no stack");
        }
    }

    @Test
    void passes_with_a_source_of_efs() throws IOException, InterruptedException {
        assertPassed(
                run(
                        "efs",
                        lambda.endpoint(),
                        "--set",
                        "/ResourceArn=arn:{{partition}}:elasticfilesystem:{{region}}:{{account}}:file-system/fs-0a1b2c3d4e5f60718"));
    }

    /** A recovery point whose ARN is known late has a job-based identifier, but lists know only ARNs. */
    @Test
    void only_the_list_tests_fail_with_a_source_of_ebs() throws IOException, InterruptedException {
        ContractSuiteV2.SuiteV2Result result = run(
                "ebs",
                lambda.endpoint(),
                "--set",
                "/ResourceArn=arn:{{partition}}:ec2:{{region}}:{{account}}:volume/vol-0a1b2c3d4e5f60718",
                "--drop",
                "/Tags");

        assertThat(result.tests("FAILED"))
                .as(result.output())
                .containsExactly("list_has_created_identifier", "update_is_listed");
        assertThat(result.output()).contains("backup-job/");
        assertThat(result.exitStatus()).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void a_defect_of_a_handler_fails_its_tests_and_no_others(Defects defect) throws IOException, InterruptedException {
        ContractSuiteV2.SuiteV2Result result = run(defect);

        assertThat(result.tests("FAILED")).as(result.output()).containsExactlyInAnyOrderElementsOf(defect.failing());
        assertThat(result.exitStatus()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "READ_RETURNS_A_TAG_THAT_NOBODY_REQUESTED, --extra-tags, allowed",
        "READ_RETURNS_TAGS_IN_ANOTHER_ORDER, --arrays, sets"
    })
    void what_only_one_reading_forbids_passes_with_the_other(Defects defect, String option, String reading)
            throws IOException, InterruptedException {
        assertPassed(run(defect, option, reading));
    }

    @Test
    void a_test_that_is_not_reached_has_failed() throws IOException, InterruptedException {
        // Nothing listens there.
        ContractSuiteV2.SuiteV2Result result = run("nowhere", URI.create("http://127.0.0.1:9"));

        assertThat(result.tests("FAILED")).as(result.output()).contains("create_succeeds", "delete_then_read");
        assertThat(result.tests("passed")).allSatisfy(name -> assertThat(name).startsWith("inputs_"));
    }

    @Test
    void inputs_and_a_schema_that_break_the_rules_fail() throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        Path inputs = Files.createDirectories(FOLDER.resolve("bad-inputs"));
        ObjectNode create = (ObjectNode)
                json.readTree(Path.of("inputs", "inputs_1_create.json").toFile());
        create.remove("BackupOptions");
        create.put("IamRoleArn", "arn:aws:iam::123456789012:role/eu-west-1/role")
                .put("StartWindowMinutes", 1);
        json.writeValue(inputs.resolve("inputs_1_create.json").toFile(), create);
        Path previous = inputs.resolve("previous-schema.json");
        ObjectNode schema = (ObjectNode) json.readTree(Path.of("schema.json").toFile());
        schema.withObject("properties").putObject("Removed").put("type", "string");
        json.writeValue(previous.toFile(), schema);

        ContractSuiteV2.SuiteV2Result result = ContractSuiteV2.run(
                FOLDER.resolve("bad"),
                "--endpoint",
                "http://127.0.0.1:9",
                "--inputs",
                inputs.toString(),
                "--previous-schema",
                previous.toString());

        assertThat(result.tests("FAILED"))
                .contains(
                        "schema_has_no_breaking_change",
                        "inputs_conform_to_schema",
                        "inputs_have_no_region_account_or_partition",
                        "inputs_exercise_every_property");
        assertThat(result.output())
                .contains(
                        "/Removed was removed",
                        "/StartWindowMinutes: 1 is less than the minimum of 60",
                        "123456789012 is an account",
                        "arn:aws: is a partition",
                        "eu-west-1 is a Region",
                        "/BackupOptions is in no create or update input");
    }

    @Test
    void v2_is_an_option_of_the_cloudformation_cli() throws IOException, InterruptedException {
        ScriptRun help = ScriptRun.of("tools/python", "cfn", "cfn", "test", "--help");

        assertThat(help.output()).contains("--v2");
        assertThat(help.status()).isZero();
    }

    static Stream<List<String>> wrongOptions() {
        return Stream.of(
                List.of("--arrays", "sorted"),
                List.of("--set", "ResourceArn"),
                List.of("--set", "/ResourceArn={{zone}}"),
                List.of("--drop", "Tags"),
                List.of("--inputs", "no-such-folder"),
                List.of("--inputs", "docs"),
                List.of("--schema", "README.md"),
                List.of("--package", "pom.xml"));
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void a_wrong_option_gets_one_line(List<String> options) throws IOException, InterruptedException {
        ContractSuiteV2.SuiteV2Result result =
                ContractSuiteV2.run(FOLDER.resolve("options"), options.toArray(String[]::new));

        assertThat(result.exitStatus()).as(result.output()).isEqualTo(2);
        assertThat(result.output().lines()).hasSize(1).allSatisfy(line -> assertThat(line)
                .startsWith("contract-v2: "));
    }

    private ContractSuiteV2.SuiteV2Result run(Defects defect, String... options)
            throws IOException, InterruptedException {
        List<String> all = Stream.concat(Stream.of("--requests", "bare", "--tokens", "new"), Stream.of(options))
                .toList();
        try (BrokenHandler broken = new BrokenHandler(lambda.endpoint(), defect.make())) {
            return run("defects/" + defect, broken.endpoint(), all.toArray(String[]::new));
        }
    }

    private ContractSuiteV2.SuiteV2Result run(String name, URI handler, String... options)
            throws IOException, InterruptedException {
        List<String> all = Stream.concat(
                        Stream.of(
                                "--endpoint",
                                handler.toString(),
                                "--clock",
                                server.endpoint().toString(),
                                "--package",
                                PACKAGE),
                        Stream.of(options))
                .toList();
        return ContractSuiteV2.run(FOLDER.resolve(name), all.toArray(String[]::new));
    }

    private static void assertPassed(ContractSuiteV2.SuiteV2Result result) {
        assertThat(result.tests("FAILED")).as(result.output()).isEmpty();
        assertThat(result.tests("not run")).as(result.output()).isEmpty();
        assertThat(result.tests("passed")).as(result.output()).hasSize(27);
        assertThat(result.exitStatus()).isZero();
    }
}
