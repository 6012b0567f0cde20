package community.backup.vaultcontents.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.clock.Agenda;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.api.StackQueries;
import community.backup.local.cloudformation.api.StackQueriesServer;
import community.backup.local.cloudformation.resource.BackupVaultHandler;
import community.backup.local.cloudformation.resource.LambdaHandler;
import community.backup.local.cloudformation.resource.ResourceHandler;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.lambda.LambdaEndpoint;
import community.backup.local.lambda.LambdaProcess;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a stack whose vault is emptied by the packaged handler in a process of its own, over HTTP: with more recovery
 * points than one invocation has time for, with a process that is killed, and with a service that is down.
 */
class ContentsProcessIT {
    private static final Path UNZIPPED = Path.of(System.getProperty("unzipped"));
    private static final String VAULT = "shop-vault";
    private static final String TEMPLATE = """
            Resources:
              Vault:
                Type: AWS::Backup::BackupVault
                Properties: {BackupVaultName: shop-vault}
              Contents:
                Type: Community::Backup::VaultContents
                Properties: {BackupVaultName: !Ref Vault}
            """;

    private final MovableClock clock = new MovableClock(Clock.systemUTC());
    private final LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
    private final StackQueries queries = new StackQueries(clock);
    private final List<Integer> contextSizes = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private LocalAwsBackupServer server;
    private StackQueriesServer stacks;
    private volatile LambdaProcess lambda;
    private volatile CompletableFuture<?> restarted = CompletableFuture.completedFuture(null);
    private LocalCloudFormation cloudFormation;

    @TempDir
    private Path folder;

    private int starts;

    @BeforeEach
    void start() throws IOException {
        server = new LocalAwsBackupServer(backup, clock, 0);
        stacks = new StackQueriesServer(queries);
        lambda = startHandler();
        Path schema = UNZIPPED.resolve(TypeFolder.vaultContents().file("schema.json"));
        ResourceHandler handler = this::invoke;
        cloudFormation = new LocalCloudFormation(
                new Agenda(clock, Double.POSITIVE_INFINITY),
                List.of(
                        new ResourceType(new ResourceSchema(new ObjectMapper().readTree(schema.toFile())), handler),
                        BackupVaultHandler.type(backup)),
                queries,
                event -> reasons.add(event.logicalId() + " " + event.status() + " " + event.reason()));
        assertThat(cloudFormation
                        .deploy(new StackRequest("shop", TEMPLATE, Map.of(), Map.of()))
                        .status())
                .isEqualTo("CREATE_COMPLETE");
    }

    @AfterEach
    void close() {
        lambda.close();
        stacks.close();
        server.close();
    }

    private LambdaProcess startHandler() throws IOException {
        Path work = Files.createDirectories(folder.resolve("start-" + ++starts));
        return LambdaProcess.startWithoutPauses(
                UNZIPPED,
                TypeFolder.vaultContents().entrypoint(),
                work,
                Map.of("BACKUP", server.endpoint(), "CLOUDFORMATION", stacks.endpoint()));
    }

    private void restart() {
        lambda.kill();
        try {
            lambda = startHandler();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CompletionStage<JsonNode> invoke(ObjectNode request) {
        restarted.join();
        contextSizes.add(request.path("callbackContext").toString().length());
        return new LambdaHandler(lambda.endpoint(), clock::offset).invoke(request);
    }

    private void fill(int number, ProtectedResourceType type) {
        for (int i = 0; i < number; i++) {
            backup.world().point(VAULT, type).put();
        }
    }

    private void deleteTheStack() {
        assertThat(cloudFormation.delete("shop").status()).as("%s", reasons).isEqualTo("DELETE_COMPLETE");
        assertThat(backup.world().vaults()).isEmpty();
        assertThat(contextSizes).allMatch(size -> size < 2000);
    }

    @Test
    void tenThousandRecoveryPointsGoWithTheirStackInConstantMemory() throws Exception {
        backup.world().deleteTakes(ProtectedResourceType.EBS, Duration.ZERO);
        backup.world().deletingShowsAfter(Duration.ZERO);
        fill(100, ProtectedResourceType.EBS);
        long before = heap();
        fill(9_900, ProtectedResourceType.EBS);

        deleteTheStack();

        long deletes = backup.calls(BackupOperation.DELETE_RECOVERY_POINT).size();
        assertThat(deletes).isBetween(10_000L, 10_200L);
        assertThat(backup.calls().size()).isLessThan(11_000);
        assertThat(heap() - before).as("growth of the heap, in bytes").isLessThan(20_000_000);
    }

    private long heap() throws IOException, InterruptedException {
        URI report = lambda.endpoint().resolve(LambdaEndpoint.REPORT_PATH);
        String answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(report).build(), BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(answer).path("heapBytes").asLong();
    }

    @Test
    void aProcessThatIsKilledInTheSweepLosesNothing() {
        fill(200, ProtectedResourceType.EFS);
        AtomicInteger calls = new AtomicInteger();
        backup.faults().script((operation, call) -> {
            boolean due = operation == BackupOperation.DELETE_RECOVERY_POINT
                    // Twice in a row: at the third time CloudFormation gives up.
                    && Set.of(40, 120).contains(calls.incrementAndGet());
            if (!due) {
                return Optional.empty();
            }
            restarted = CompletableFuture.runAsync(this::restart);
            // The answer for which the process waits does not come before the process is killed.
            return Optional.of(Fault.slow(Duration.ofMinutes(1)));
        });

        deleteTheStack();

        assertThat(starts).isEqualTo(3);
    }

    @Test
    void anOutageOfAnHourIsWaitedFor() {
        fill(50, ProtectedResourceType.EFS);
        Instant end = clock.instant().plus(Duration.ofHours(1));
        backup.faults()
                .script((operation, call) ->
                        clock.instant().isBefore(end) && call.path().startsWith("/backup-vaults")
                                ? Optional.of(Fault.serviceUnavailable())
                                : Optional.empty());

        deleteTheStack();

        assertThat(clock.instant()).isAfter(end);
    }
}
