package community.backup.recoverypoint.contract;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.lambda.LambdaProcess;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs CloudFormation's own contract suite, unmodified, against the packaged handlers. They run unzipped in a process
 * of their own, as in Lambda, with the permissions of their {@code resource-role.yaml}. The suite tests recovery points
 * with both kinds of identifiers, and the contents of a vault.
 */
@Execution(ExecutionMode.CONCURRENT)
class ContractSuiteIT {
    private static final Path UNZIPPED = Path.of(System.getProperty("unzipped"));
    private static final TypeFolder TYPE = TypeFolder.recoveryPoint();
    private static final Path RUNS = Path.of("target", "contract");
    private static final String VAULT = "community-backup-contract-test";
    private static final String VAULT_OF_CONTENTS = "community-backup-contract-test-contents";

    /** The exports of the stack of examples/contract-test-prerequisites.yaml. */
    private static final Map<String, String> EXPORTS =
            Map.of("region", "us-east-1", "account", "123456789012", "partition", "aws");

    /** The suite runs these two tests only for types whose user chooses the identifier. */
    private static final Map<String, String> SKIPPED = Map.of(
            "contract_create_create", "No writable identifiers", "contract_delete_create", "No writable identifiers");

    private static final String OF_HOOKS = "a test of hooks, and this is a resource type";

    @Test
    void with_a_source_whose_arn_is_known_at_once() throws IOException, InterruptedException {
        ContractSuite suite = new ContractSuite(TYPE, run("arn-at-once"), TYPE.file("inputs"), EXPORTS, Map.of());

        ContractSuite.SuiteResult result = pass(suite, "DynamoDB, ARN known at once", "arn:aws:backup:us-east-1:");

        assertThat(result.with("passed"))
                .as("the suite, whole")
                .containsOnlyKeys(
                        "contract_check_asserts_work",
                        "contract_create_delete",
                        "contract_create_list",
                        "contract_create_read",
                        "contract_create_taggable",
                        "contract_delete_delete",
                        "contract_delete_list",
                        "contract_delete_read",
                        "contract_delete_update",
                        "contract_update_list",
                        "contract_update_read",
                        "contract_update_tag_updatable",
                        "contract_update_without_create");
    }

    @Test
    void with_a_source_that_gets_a_job_based_identifier() throws IOException, InterruptedException {
        // An S3 bucket, because S3 is the only type with a late ARN whose recovery points can be tagged.
        String reason =
                "looks for the job-based identifier in a list, and lists know recovery points by their ARNs only";
        Map<String, String> leftOut = Map.of("contract_create_list", reason, "contract_update_list", reason);
        ContractSuite suite = new ContractSuite(
                TYPE, run("job-based"), Path.of("src", "test", "resources", "contract", "job-based"), EXPORTS, leftOut);

        ContractSuite.SuiteResult result = pass(suite, "S3, job-based identifier", "backup-job/");

        assertThat(result.with("passed")).hasSize(11);
        assertThat(result.with("deselected")).containsAllEntriesOf(leftOut);
    }

    /**
     * The user chooses this identifier. So the suite creates the resource twice, and again after a delete. It runs no
     * tests of tags.
     */
    @Test
    void with_the_contents_of_a_vault() throws IOException, InterruptedException {
        TypeFolder type = TypeFolder.vaultContents();
        ContractSuite suite = new ContractSuite(type, run("vault-contents"), type.file("inputs"), EXPORTS, Map.of());
        MovableClock clock = new MovableClock(Clock.systemUTC());
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example()).limitRates(true);
        backup.world().createVault(VAULT_OF_CONTENTS);

        ContractSuite.SuiteResult result = pass(suite, "contents of a vault", backup, clock);

        assertThat(result.with("passed"))
                .as("the suite, whole")
                .containsOnlyKeys(
                        "contract_check_asserts_work",
                        "contract_create_create",
                        "contract_create_delete",
                        "contract_create_list",
                        "contract_create_read",
                        "contract_delete_create",
                        "contract_delete_delete",
                        "contract_delete_list",
                        "contract_delete_read",
                        "contract_delete_update",
                        "contract_update_list",
                        "contract_update_read",
                        "contract_update_without_create");
        assertThat(result.with("skipped"))
                .containsOnlyKeys("contract_create_taggable", "contract_update_tag_updatable");
    }

    private static ContractSuite.SuiteResult pass(ContractSuite suite, String title, String identifiersBeginWith)
            throws IOException, InterruptedException {
        MovableClock clock = new MovableClock(Clock.systemUTC());
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example()).limitRates(true);
        // The suite really sleeps between its calls.
        Duration second = Duration.ofSeconds(1);
        backup.world().createVault(VAULT).jobsStartAfter(Duration.ZERO).deletingShowsAfter(Duration.ZERO);
        for (ProtectedResourceType type : ProtectedResourceType.values()) {
            backup.world().backupTakes(type, second).deleteTakes(type, second);
        }
        ContractSuite.SuiteResult result = pass(suite, title, backup, clock);

        assertThat(result.with("skipped").keySet()).isEqualTo(SKIPPED.keySet());
        SKIPPED.forEach(
                (name, reason) -> assertThat(result.with("skipped").get(name)).contains(reason));
        assertThat(backup.world().pointsIn(VAULT))
                .as("what the suite left behind")
                .isEmpty();
        assertThat(Files.readAllLines(suite.folder().resolve("handler.log")))
                .as("the identifiers that the handler logged")
                .filteredOn(line -> line.contains("operation=READ"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(" id=" + identifiersBeginWith));
        return result;
    }

    private static ContractSuite.SuiteResult pass(
            ContractSuite suite, String title, LocalAwsBackup backup, MovableClock clock)
            throws IOException, InterruptedException {
        String role = Files.readString(suite.type().file("resource-role.yaml"));
        backup.world().caller(ExecutionRole.identity(Account.example(), Map.of(), role));
        ContractSuite.SuiteResult result;
        try (LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, 0);
                LambdaProcess lambda = LambdaProcess.start(
                        UNZIPPED,
                        suite.type().entrypoint(),
                        suite.folder(),
                        Map.of("BACKUP", server.endpoint()),
                        List.of())) {
            result = suite.run(lambda.endpoint());
        }
        String summary = result.summary(title);
        Files.writeString(suite.folder().resolve("summary.txt"), summary);
        System.out.print(summary);

        assertThat(result.with("failed")).as(result.log()).isEmpty();
        assertThat(result.exitStatus()).as(result.log()).isZero();
        Map<String, String> deselected = new TreeMap<>(result.with("deselected"));
        suite.leftOut().keySet().forEach(deselected::remove);
        assertThat(deselected.values()).containsOnly(OF_HOOKS);
        return result;
    }

    private static Path run(String name) throws IOException {
        return Files.createDirectories(RUNS.resolve(name));
    }
}
