package community.backup.local.awsbackup;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.clock.MovableClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests that random requests in random order get an answer, and the same one in every run. */
class RandomCallsTest {
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE");
    private static final List<String> PATHS = List.of(
            "/backup-jobs",
            "/backup-jobs/J",
            "/backup-vaults/",
            "/backup-vaults/V",
            "/backup-vaults/V/recovery-points/",
            "/backup-vaults/V/recovery-points/P",
            "/backup-vaults/V/recovery-points/P/disassociate",
            "/backup-vaults/V/recovery-points/P/parentAssociation",
            "/tags/P/",
            "/untag/P",
            "/copy-jobs",
            "/copy-jobs/J",
            "/%zz");
    private static final List<String> QUERIES =
            List.of("resourceArn", "createdBefore", "maxResults", "nextToken", "parentRecoveryPointArn", "shared");

    @Test
    void every_call_has_an_answer() {
        assertThat(play(1, 5_000)).allSatisfy(answer -> {
            assertThat(answer.status()).isIn(200, 204, 400, 403, 404);
            assertThat(answer.headers()).containsKey("x-amzn-RequestId");
            assertThat(answer.text()).matches("|\\{.*}");
        });
    }

    @Test
    void the_same_calls_have_the_same_answers() {
        assertThat(play(2, 2_000).stream().map(HttpAnswer::text))
                .containsExactlyElementsOf(
                        play(2, 2_000).stream().map(HttpAnswer::text).toList());
    }

    private static List<HttpAnswer> play(long seed, int calls) {
        Random random = new Random(seed);
        MovableClock clock = MovableClock.startingAt(Instant.parse("2026-01-02T03:04:05Z"));
        LocalAwsBackup backup = new LocalAwsBackup(clock, Account.example());
        World world = backup.world().createVault("main");
        List<HttpAnswer> answers = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            if (i % 20 == 0 && world.vaults().contains("main")) {
                world.point("main", one(random, List.of(ProtectedResourceType.values())))
                        .put();
            }
            clock.advance(Duration.ofSeconds(random.nextInt(600)));
            String path = one(random, PATHS)
                    .replace("V", one(random, List.of("main", "other", "absent", "a%2Fb")))
                    .replace("P", URLEncoder.encode(someArn(random, world), StandardCharsets.UTF_8))
                    .replace("J", one(random, jobs(world)));
            Map<String, List<String>> query = random.nextInt(4) > 0
                    ? Map.of()
                    : Map.of(one(random, QUERIES), List.of(one(random, List.of("1", "x", "", someArn(random, world)))));
            byte[] body = body(random, world).getBytes(StandardCharsets.UTF_8);
            answers.add(backup.handle(new HttpCall(one(random, METHODS), path, query, Map.of(), body))
                    .answer());
        }
        return answers;
    }

    private static String body(Random random, World world) {
        return one(
                random,
                List.of(
                        "",
                        "[]",
                        "{\"Tags\":{\"a\":\"b\"},\"TagKeyList\":[\"a\"]}",
                        "{\"Lifecycle\":{\"DeleteAfterDays\":%d}}".formatted(random.nextInt(100) - 1),
                        "{\"BackupVaultName\":\"main\",\"ResourceArn\":\"%s\",\"IamRoleArn\":\"r\"}"
                                .formatted(one(
                                        random,
                                        List.of(
                                                BackupHarness.VOLUME,
                                                BackupHarness.FILE_SYSTEM,
                                                "arn:aws:eks:us-east-1:123456789012:cluster/c"))),
                        ("{\"SourceBackupVaultName\":\"main\",\"RecoveryPointArn\":\"%s\",\"IamRoleArn\":\"r\","
                                        + "\"DestinationBackupVaultArn\":\"arn:aws:backup:us-east-1:123456789012:backup-vault:main\"}")
                                .formatted(someArn(random, world))));
    }

    private static List<String> jobs(World world) {
        List<String> ids =
                new ArrayList<>(world.jobs().stream().map(JobView::id).toList());
        ids.add("absent");
        return ids.subList(Math.max(0, ids.size() - 10), ids.size());
    }

    private static String someArn(Random random, World world) {
        List<PointView> points = world.vaults().contains("main") ? world.pointsIn("main") : List.of();
        return points.isEmpty() || random.nextInt(20) == 0
                ? one(random, List.of("arn:aws:backup:us-east-1:123456789012:backup-vault:main", "absent", ":"))
                : points.get(random.nextInt(Math.min(points.size(), 10))).arn();
    }

    private static <T> T one(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
