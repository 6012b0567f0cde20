package community.backup.recoverypoint.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.awsbackup.Account;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.ExecutionRole;
import community.backup.local.lambda.LambdaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package starts by itself, with nothing else on its class path, and answers. */
class StartIT {
    private static final Path JAR = Path.of(System.getProperty("package.jar"));
    private static final Path UNZIPPED = Path.of(System.getProperty("unzipped"));
    private static final String VAULT = "aws/efs/automatic-backup-vault";

    /** The value of a tag and of credentials. It must not appear in the log. */
    private static final String SECRET = "s3cr3t";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void unzipped_as_Lambda_has_it(@TempDir Path folder) throws IOException, InterruptedException {
        startsAndReads(UNZIPPED, folder);
    }

    @Test
    void as_a_jar(@TempDir Path folder) throws IOException, InterruptedException {
        startsAndReads(JAR, folder);
    }

    private void startsAndReads(Path handlerPackage, Path folder) throws IOException, InterruptedException {
        MovableClock clock = MovableClock.startingAt(Instant.parse("2026-01-02T03:04:05Z"));
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
        backup.world().createVault(VAULT).caller(ExecutionRole.identity(Account.example()));
        String arn = backup.world()
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("team", SECRET)
                .put();
        try (LocalAwsBackupServer server = new LocalAwsBackupServer(backup, clock, 0);
                LambdaProcess lambda = LambdaProcess.start(handlerPackage, folder, server.endpoint())) {
            JsonNode answer = read(lambda.endpoint(), arn);

            assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("SUCCESS");
            JsonNode model = answer.path("resourceModel");
            assertThat(model.path("BackupVaultName").asText()).isEqualTo(VAULT);
            assertThat(model.path("RecoveryPointId").asText()).isEqualTo(arn);
            assertThat(model.path("ResourceType").asText()).isEqualTo("EFS");
            assertThat(model.path("Status").asText()).isEqualTo("COMPLETED");
            assertThat(model.path("CreationDate").asText()).isEqualTo("2026-01-02T03:04:05Z");
            assertThat(model.path("Tags"))
                    .isEqualTo(JSON.readTree("[{\"Key\": \"team\", \"Value\": \"" + SECRET + "\"}]"));
        }
        assertThat(Files.readAllLines(folder.resolve("handler.log")))
                .as("complaints of the loggers and libraries in the package")
                .noneMatch(line -> line.matches(".*\\b(WARN|ERROR|SLF4J|WARNING)\\b.*"))
                .as("credentials and tags")
                .noneMatch(line -> line.contains(SECRET))
                .as("the handler's own line")
                .filteredOn(line -> line.startsWith("operation=READ "))
                .hasSize(1);
    }

    /** The request that CloudFormation makes for a drift detection. */
    private static JsonNode read(URI endpoint, String arn) throws IOException, InterruptedException {
        Map<String, String> credentials =
                Map.of("accessKeyId", "AKIA" + SECRET, "secretAccessKey", SECRET, "sessionToken", SECRET);
        Map<String, Object> request = Map.of(
                "action", "READ",
                "awsAccountId", "123456789012",
                "region", "us-east-1",
                "bearerToken", "8f0f1a52-2d3c-4f5e-9a37-1f0c5f3f7c11",
                "resourceType", "Community::Backup::RecoveryPoint",
                "requestData",
                        Map.of(
                                "logicalResourceId",
                                "Point",
                                "callerCredentials",
                                credentials,
                                "resourceProperties",
                                Map.of("BackupVaultName", VAULT, "RecoveryPointId", arn)));
        HttpRequest invocation = HttpRequest.newBuilder(
                        endpoint.resolve("/2015-03-31/functions/TypeFunction/invocations"))
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                .build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(invocation, BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("X-Amz-Function-Error")).isEmpty();
        return JSON.readTree(response.body());
    }
}
