package community.backup.recoverypoint.process;

import static community.backup.recoverypoint.process.HandlerRequests.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudwatch.LocalCloudWatch;
import community.backup.local.cloudwatch.LocalCloudWatch.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests invocations with log delivery while CloudWatch works, is slow, refuses calls, does not answer, or is
 * unreachable.
 */
class CloudWatchIT {
    private static final String GROUP = "community-backup-recoverypoint-logs";

    @Test
    void decides_nothing_and_holds_nothing_up(@TempDir Path folder) throws IOException, InterruptedException {
        try (LocalCloudWatch cloudWatch = new LocalCloudWatch();
                ProcessAccount account = ProcessAccount.at(folder)
                        .reach("CLOUDWATCH", cloudWatch.endpoint())
                        .reach("CLOUDWATCH_LOGS", cloudWatch.endpoint())
                        .start()) {
            ObjectNode read = read(account);
            ProcessAccount.TimedAnswer plain =
                    account.invoke(HandlerRequests.of("READ", (ObjectNode) read.at("/requestData/resourceProperties")));
            assertThat(plain.status()).isEqualTo("SUCCESS");
            assertThat(cloudWatch.calls()).isEmpty();

            same(plain, account.invoke(read));
            assertThat(cloudWatch.groups()).containsExactly(GROUP);
            assertThat(cloudWatch.streams()).hasSize(1);
            assertThat(delivered(cloudWatch))
                    .filteredOn(line -> line.startsWith("operation=READ"))
                    .hasSize(1);
            assertThat(cloudWatch.metrics())
                    .extracting(LocalCloudWatch.Metric::name)
                    .contains("HandlerInvocationCount", "HandlerInvocationDuration", "HandlerExceptionByErrorCode");

            for (Mode manner : Mode.values()) {
                cloudWatch.setMode(manner);
                cloudWatch.clearRecords();
                ProcessAccount.TimedAnswer answer = account.invoke(read);
                System.out.printf(
                        "CloudWatch %s: %d ms, %s%n", manner, answer.took().toMillis(), cloudWatch.calls());
                same(plain, answer);
                assertThat(cloudWatch.calls()).as(manner.name()).containsExactly("PutMetricData", "PutLogEvents");
            }
            cloudWatch.setMode(Mode.WORKING);
            same(plain, account.invoke(read));
            assertThat(delivered(cloudWatch))
                    .as("those of the invocations in which it worked")
                    .filteredOn(line -> line.startsWith("operation=READ"))
                    .hasSize(4);
            cloudWatch.stop();
            same(plain, account.invoke(read));

            assertThat(String.join("\n", delivered(cloudWatch)) + account.log()).doesNotContain("planted-");
            assertThat(account.log()).contains("PutLogEvents failed").doesNotContain("\tat ");
        }
    }

    private static ObjectNode read(ProcessAccount account) {
        String arn = account.world
                .point(ProcessAccount.VAULT, ProtectedResourceType.EFS)
                .put();
        ObjectNode read =
                HandlerRequests.of("READ", properties("BackupVaultName", ProcessAccount.VAULT, "RecoveryPointId", arn));
        ((ObjectNode) read.get("requestData"))
                .put("providerLogGroupName", GROUP)
                .set("providerCredentials", HandlerRequests.credentials());
        return read;
    }

    private static void same(ProcessAccount.TimedAnswer plain, ProcessAccount.TimedAnswer answer) {
        assertThat(answer.event()).isEqualTo(plain.event());
        assertThat(answer.took()).isLessThan(Duration.ofSeconds(25));
    }

    private static List<String> delivered(LocalCloudWatch cloudWatch) {
        return cloudWatch.streams().values().stream().flatMap(List::stream).toList();
    }
}
