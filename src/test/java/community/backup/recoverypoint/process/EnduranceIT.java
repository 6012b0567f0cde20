package community.backup.recoverypoint.process;

import static community.backup.recoverypoint.process.HandlerRequests.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.cloudwatch.LocalCloudWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that one process serves all requests one after the other, and does not hold more resources at the end than at
 * the beginning.
 */
class EnduranceIT {
    private static final String ROLE = "arn:aws:iam::123456789012:role/backup";

    /**
     * Set by the build. {@code bench/endurance} sets the invocations of a day on which a stack of two backups is made
     * and deleted every six minutes.
     */
    private static final int INVOCATIONS = Integer.getInteger("process.invocations");

    private static final int SAMPLES = 10;

    /** By how much the heap may grow without a leak: caches fill, and soft references stay. */
    private static final long SLACK_BYTES = 3_000_000;

    /**
     * The resources that the process held.
     *
     * @param files the number of files in its temporary folder
     */
    private record Sample(int invocations, long heapBytes, int threads, int openFiles, long files) {}

    private final List<Sample> samples = new ArrayList<>();
    private int invocations;
    private Duration longest = Duration.ZERO;

    @Test
    void holds_no_more_at_the_end_than_at_the_beginning(@TempDir Path folder) throws IOException, InterruptedException {
        try (LocalCloudWatch cloudWatch = new LocalCloudWatch();
                ProcessAccount account = ProcessAccount.at(folder)
                        .reach("CLOUDWATCH", cloudWatch.endpoint())
                        .reach("CLOUDWATCH_LOGS", cloudWatch.endpoint())
                        .start()) {
            for (int life = 0; invocations < INVOCATIONS; life++) {
                live(account, life);
                if (invocations >= INVOCATIONS * (samples.size() + 1) / SAMPLES) {
                    sample(account);
                    account.backup.forgetCalls();
                    cloudWatch.clearRecords();
                }
            }
            samples.forEach(System.out::println);
            System.out.printf("endurance: %d invocations, the longest took %d ms%n", invocations, longest.toMillis());
        }
        // The first invocations load classes and fill caches. That is not a leak, so the comparison starts with a later
        // sample.
        Sample early = samples.get(SAMPLES / 3);
        Sample last = samples.get(samples.size() - 1);
        assertThat(last.heapBytes).isLessThan(early.heapBytes + SLACK_BYTES);
        assertThat(last.threads).isLessThanOrEqualTo(early.threads + 2);
        assertThat(last.openFiles).isLessThanOrEqualTo(early.openFiles + 2);
        assertThat(samples).allSatisfy(sample -> assertThat(sample.files).isZero());
        assertThat(longest).isLessThan(Duration.ofSeconds(25));
    }

    private void sample(ProcessAccount account) throws IOException, InterruptedException {
        JsonNode report = account.report();
        try (Stream<Path> files = Files.list(account.temporaryFolder())) {
            samples.add(new Sample(
                    invocations,
                    report.get("heapBytes").asLong(),
                    report.get("threads").asInt(),
                    report.get("openFiles").asInt(),
                    files.count()));
        }
    }

    /** Makes, reads, changes, lists and deletes a recovery point, with bad requests in between. */
    private void live(ProcessAccount account, int life) throws IOException, InterruptedException {
        ObjectNode backup = properties(
                "BackupVaultName",
                ProcessAccount.VAULT,
                "ResourceArn",
                life % 2 == 0
                        ? "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-" + life
                        : "arn:aws:ec2:us-east-1:123456789012:volume/vol-" + life,
                "IamRoleArn",
                ROLE);
        ObjectNode created = run(account, HandlerRequests.of("CREATE", backup)).model();
        ObjectNode point = properties(
                "BackupVaultName",
                ProcessAccount.VAULT,
                "RecoveryPointId",
                created.get("RecoveryPointId").asText());
        run(account, HandlerRequests.of("READ", point.deepCopy()));
        ObjectNode changed = point.deepCopy();
        changed.putObject("Lifecycle").put("DeleteAfterDays", 30);
        ObjectNode update = HandlerRequests.of("UPDATE", changed);
        ((ObjectNode) update.get("requestData")).set("previousResourceProperties", point.deepCopy());
        run(account, update);
        run(account, HandlerRequests.of("LIST", properties("BackupVaultName", ProcessAccount.VAULT)));
        ProcessAccount.TimedAnswer refused =
                invoke(account, HandlerRequests.of("DELETE", properties("BackupVaultName", "..")));
        assertThat(refused.code()).isEqualTo("InvalidRequest");
        run(account, HandlerRequests.of("DELETE", point));
        assertThat(account.world.pointsIn(ProcessAccount.VAULT)).isEmpty();
    }

    /** Invokes the handler until the operation has ended. Waiting advances the clock. */
    private ProcessAccount.TimedAnswer run(ProcessAccount account, ObjectNode request)
            throws IOException, InterruptedException {
        while (true) {
            ProcessAccount.TimedAnswer answer = invoke(account, request);
            if (!answer.status().equals("IN_PROGRESS")) {
                assertThat(answer.status()).as(answer.event().toString()).isEqualTo("SUCCESS");
                return answer;
            }
            account.clock.advance(Duration.ofSeconds(
                    answer.event().get("callbackDelaySeconds").asLong()));
            request.set("callbackContext", answer.event().get("callbackContext"));
            ((ObjectNode) request.get("requestData")).set("resourceProperties", answer.model());
        }
    }

    private ProcessAccount.TimedAnswer invoke(ProcessAccount account, ObjectNode request)
            throws IOException, InterruptedException {
        invocations++;
        ((ObjectNode) request.get("requestData"))
                .put("providerLogGroupName", "logs")
                .set("providerCredentials", HandlerRequests.credentials());
        ProcessAccount.TimedAnswer answer = account.invoke(request);
        longest = answer.took().compareTo(longest) > 0 ? answer.took() : longest;
        return answer;
    }
}
