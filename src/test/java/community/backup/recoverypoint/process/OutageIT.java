package community.backup.recoverypoint.process;

import static community.backup.recoverypoint.process.HandlerRequests.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudwatch.LocalCloudWatch;
import community.backup.local.cloudwatch.LocalCloudWatch.Mode;
import community.backup.local.network.FaultProxy;
import community.backup.local.network.NetworkFault;
import community.backup.local.network.NetworkFault.Effect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Tests an AWS Backup that accepts no connection or does not answer. The class runs alone, because it has the only
 * limit in real time.
 */
@Isolated
class OutageIT {
    private static final String ROLE = "arn:aws:iam::123456789012:role/backup";
    private static final String VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-1";
    private static final Duration LIMIT = Duration.ofSeconds(25);

    @Test
    void minutes_in_which_nothing_gets_through_pass_unnoticed(@TempDir Path folder) throws IOException {
        AtomicInteger refused = new AtomicInteger();
        try (ProcessAccount account = ProcessAccount.at(folder)) {
            Instant from = account.clock.instant().plusSeconds(30);
            // A backup of a disk takes ten minutes here: the outage begins in it and lasts beyond it.
            Instant to = from.plus(Duration.ofMinutes(20));
            try (FaultProxy proxy = new FaultProxy(account.server.endpoint(), head -> {
                Instant now = account.clock.instant();
                boolean down = now.isAfter(from) && now.isBefore(to);
                refused.addAndGet(down ? 1 : 0);
                return down ? NetworkFault.of(Effect.CUT_BEFORE) : NetworkFault.NONE;
            })) {
                account.reach("BACKUP", proxy.endpoint()).start();
                BackupStacks stacks = BackupStacks.ofTwoBackups(account, account.cloudFormation());

                stacks.deploy(3);

                assertThat(account.clock.instant()).isAfter(to);
                assertThat(refused.get()).isBetween(10, 200);
                stacks.assertOneBackupEach();
                stacks.delete(3);
                stacks.assertNothingLeft();
                System.out.printf("outage of 20 minutes: %d calls got no answer%n", refused.get());
            }
        }
    }

    @Test
    void silence_of_everything_keeps_no_invocation_longer_than_it_may_last(@TempDir Path folder)
            throws IOException, InterruptedException, ExecutionException {
        try (ProcessAccount account = ProcessAccount.at(folder);
                LocalCloudWatch cloudWatch = new LocalCloudWatch();
                FaultProxy silent =
                        new FaultProxy(account.server.endpoint(), head -> NetworkFault.of(Effect.SILENCE))) {
            account.reach("BACKUP", silent.endpoint())
                    .reach("CLOUDWATCH", cloudWatch.endpoint())
                    .reach("CLOUDWATCH_LOGS", cloudWatch.endpoint())
                    .start();
            cloudWatch.setMode(Mode.SILENT);
            Map<String, Future<ProcessAccount.TimedAnswer>> answers = new TreeMap<>();
            ExecutorService threads = Executors.newCachedThreadPool();
            try {
                for (ObjectNode request : requests(account)) {
                    ((ObjectNode) request.get("requestData"))
                            .put("providerLogGroupName", "logs")
                            .set("providerCredentials", HandlerRequests.credentials());
                    Callable<ProcessAccount.TimedAnswer> invocation = () -> account.invoke(request);
                    answers.put(name(request), threads.submit(invocation));
                }
                for (Map.Entry<String, Future<ProcessAccount.TimedAnswer>> each : answers.entrySet()) {
                    ProcessAccount.TimedAnswer answer = each.getValue().get();
                    System.out.printf(
                            "silence, %s: %s %s after %d ms%n",
                            each.getKey(),
                            answer.status(),
                            answer.code(),
                            answer.took().toMillis());
                    assertThat(answer.took()).as(each.getKey()).isLessThan(LIMIT);
                    boolean waits = each.getKey().startsWith("DELETE")
                            || each.getKey().equals("UPDATE")
                            || each.getKey().equals("CREATE again");
                    assertThat(answer.status()).as(each.getKey()).isEqualTo(waits ? "IN_PROGRESS" : "FAILED");
                    assertThat(answer.code()).isEqualTo(waits ? "" : "NetworkFailure");
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static List<ObjectNode> requests(ProcessAccount account) {
        String arn = account.world
                .point(ProcessAccount.VAULT, ProtectedResourceType.EFS)
                .put();
        ObjectNode point = properties("BackupVaultName", ProcessAccount.VAULT, "RecoveryPointId", arn);
        ObjectNode backup =
                properties("BackupVaultName", ProcessAccount.VAULT, "ResourceArn", VOLUME, "IamRoleArn", ROLE);
        ObjectNode job = properties(
                "BackupVaultName", ProcessAccount.VAULT, "RecoveryPointId", "backup-job/1/" + account.clock.instant());
        ObjectNode started = backup.deepCopy()
                .put("RecoveryPointId", job.get("RecoveryPointId").asText());
        ObjectNode again = HandlerRequests.of("CREATE", started);
        again.putObject("callbackContext")
                .put("startedAt", account.clock.instant().toEpochMilli())
                .put("jobId", "1");
        ObjectNode update = HandlerRequests.of("UPDATE", point.deepCopy());
        ((ObjectNode) update.get("requestData")).set("previousResourceProperties", point.deepCopy());
        return List.of(
                HandlerRequests.of("CREATE", backup),
                again,
                HandlerRequests.of("READ", point.deepCopy()),
                update,
                HandlerRequests.of("DELETE", point.deepCopy()),
                HandlerRequests.of("DELETE", job),
                HandlerRequests.of("LIST", properties("BackupVaultName", ProcessAccount.VAULT)));
    }

    private static String name(ObjectNode request) {
        String identity =
                request.at("/requestData/resourceProperties/RecoveryPointId").asText();
        return request.get("action").asText()
                + (request.has("callbackContext") ? " again" : "")
                + (identity.startsWith("backup-job") && !request.has("callbackContext") ? " by job" : "");
    }
}
