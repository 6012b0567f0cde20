package community.backup.recoverypoint.process;

import static community.backup.recoverypoint.process.Requests.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.CallRecord;
import community.backup.local.awsbackup.ProtectedResourceType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that CloudFormation would not make, and contexts that are not what was left in it: each ends in an event that
 * says what is wrong, and none leads to a call about anything that it does not name.
 */
class BadRequestsIT {
    private static final String ROLE = "arn:aws:iam::123456789012:role/backup";
    private static final String VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-1";
    private static final String FILES = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1";
    private static final Set<String> STATUSES = Set.of("SUCCESS", "IN_PROGRESS", "FAILED");

    /** The issue's own number; there are many more. */
    private static final int LEAST = 300;

    private final List<String> wrong = new ArrayList<>();

    @Test
    void each_gets_a_fitting_answer_and_touches_nothing_else(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (Site site = Site.started(folder)) {
            Map<String, String> names = furnish(site);
            Map<String, ObjectNode> good = goodRequests(names);
            List<Corpus.Case> cases = Corpus.read(good, names);
            String before = everything(site);
            Duration longest = Duration.ZERO;
            for (Corpus.Case each : cases) {
                site.backup.forgetCalls();
                Site.Answer answer = site.invoke(each.body());
                check(each, answer);
                checkCalls(each, site.backup.calls(), names);
                longest = answer.took().compareTo(longest) > 0 ? answer.took() : longest;
            }
            System.out.printf(
                    "bad requests: %d, the longest took %d ms, %d wrong%n",
                    cases.size(), longest.toMillis(), wrong.size());

            assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
            assertThat(cases).hasSizeGreaterThan(LEAST);
            assertThat(longest).isLessThan(Duration.ofSeconds(25));
            assertThat(everything(site)).isEqualTo(before);
            assertThat(site.log())
                    .doesNotContain("planted-")
                    .as("what nobody expected")
                    .doesNotContain("\tat ", "InternalFailure");
        }
    }

    /** Puts something into the account, and tells what the corpus calls it. */
    private static Map<String, String> furnish(Site site) throws IOException, InterruptedException {
        site.world.createVault("elsewhere");
        String files = site.world.point(Site.VAULT, ProtectedResourceType.EFS).put();
        String held = site.world.point(Site.VAULT, ProtectedResourceType.EFS).put();
        site.world.hold(held, "the court");
        ObjectNode backup = properties("BackupVaultName", Site.VAULT, "ResourceArn", VOLUME, "IamRoleArn", ROLE);
        JsonNode made = site.invoke(Requests.of("CREATE", backup)).model();
        site.clock.advance(Duration.ofHours(1));
        return Map.of(
                "EFS",
                files,
                "EFS_NAME",
                files.substring(files.lastIndexOf(':') + 1),
                "EBS",
                site.world.point(Site.VAULT, ProtectedResourceType.EBS).put(),
                "HELD",
                held,
                "OTHER",
                site.world.point("elsewhere", ProtectedResourceType.EFS).put(),
                "JOB",
                made.get("RecoveryPointId").asText(),
                "JOB_ID",
                made.get("RecoveryPointId").asText().split("/", 3)[1],
                "SOURCE",
                FILES,
                "ROLE",
                ROLE,
                "NOW",
                "NOW " + site.clock.instant().toEpochMilli());
    }

    private static Map<String, ObjectNode> goodRequests(Map<String, String> names) {
        ObjectNode point = properties("BackupVaultName", Site.VAULT, "RecoveryPointId", names.getOrDefault("EFS", ""));
        ObjectNode update = Requests.of("UPDATE", point.deepCopy());
        ((ObjectNode) update.get("requestData")).set("previousResourceProperties", point.deepCopy());
        return Map.of(
                "CREATE",
                        Requests.of(
                                "CREATE",
                                properties("ResourceArn", FILES, "IamRoleArn", ROLE, "BackupVaultName", Site.VAULT)),
                "READ", Requests.of("READ", point.deepCopy()),
                "UPDATE", update,
                "DELETE", Requests.of("DELETE", point.deepCopy()),
                "LIST", Requests.of("LIST", properties("BackupVaultName", Site.VAULT)));
    }

    private void check(Corpus.Case each, Site.Answer answer) {
        String got = answer.status().equals("FAILED") ? answer.code() : answer.status();
        if (answer.unhandled() || !STATUSES.contains(answer.status())) {
            wrong.add(each.name + ": no event but " + answer.event());
        } else if (!got.equals(each.expected)) {
            wrong.add("%s: %s instead of %s: %s".formatted(each.name, got, each.expected, start(answer.message())));
        } else if (answer.status().equals("FAILED")) {
            checkMessage(each, answer.message());
        }
        if (answer.event().toString().contains("planted-")) {
            wrong.add(each.name + ": the answer has a secret in it");
        }
    }

    private void checkMessage(Corpus.Case each, String message) {
        // Cloud Control cuts longer ones off.
        if (message.isBlank() || message.length() > 2048) {
            wrong.add("%s: a message of %d characters".formatted(each.name, message.length()));
        }
        if (message.replace("\n", "").matches(".*\\p{Cntrl}.*")
                || message.matches("(?s).*(software\\.amazon|com\\.faster|java\\.).*")) {
            wrong.add(each.name + ": not for people: " + start(message));
        }
    }

    private void checkCalls(Corpus.Case each, List<CallRecord> calls, Map<String, String> names) {
        if (calls.isEmpty()) {
            return;
        }
        Set<String> named = new HashSet<>(Set.of(""));
        each.properties().forEach(value -> named.add(value.asText()));
        if (named.contains(names.get("JOB"))) {
            named.add(names.get("JOB_ID"));
        }
        for (CallRecord call : calls) {
            boolean ofJob =
                    named.contains(names.get("JOB")) && call.subject().startsWith("arn:aws:ec2:us-east-1::snapshot/");
            boolean job = named.stream().anyMatch(name -> name.startsWith("backup-job/" + call.subject() + "/"));
            if (!named.contains(call.vault()) || !(named.contains(call.subject()) || ofJob || job)) {
                wrong.add("%s: %s of %s in %s, which is not named"
                        .formatted(each.name, call.operation(), start(call.subject()), start(call.vault())));
            }
        }
    }

    private static String everything(Site site) {
        return site.world.pointsIn(Site.VAULT) + "\n" + site.world.pointsIn("elsewhere") + "\n" + site.world.jobs();
    }

    private static String start(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }
}
