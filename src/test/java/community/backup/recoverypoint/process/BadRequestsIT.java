package community.backup.recoverypoint.process;

import static community.backup.recoverypoint.process.HandlerRequests.properties;
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
 * Sends requests that CloudFormation would not send, and contexts that no invocation has written. Each must end in an
 * event that names the fault. None may lead to a call about something that the request does not name.
 */
class BadRequestsIT {
    private static final String ROLE = "arn:aws:iam::123456789012:role/backup";
    private static final String VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-1";
    private static final String FILES = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1";
    private static final Set<String> STATUSES = Set.of("SUCCESS", "IN_PROGRESS", "FAILED");

    /** The least number of bad requests. The corpus has many more. */
    private static final int LEAST = 300;

    private final List<String> wrong = new ArrayList<>();

    @Test
    void each_gets_a_fitting_answer_and_touches_nothing_else(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (ProcessAccount account = ProcessAccount.started(folder)) {
            Map<String, String> names = furnish(account);
            Map<String, ObjectNode> good = goodRequests(names);
            List<Corpus.Case> cases = Corpus.read(good, names);
            String before = everything(account);
            Duration longest = Duration.ZERO;
            for (Corpus.Case each : cases) {
                account.backup.forgetCalls();
                ProcessAccount.TimedAnswer answer = account.invoke(each.body());
                check(each, answer);
                checkCalls(each, account.backup.calls(), names);
                longest = answer.took().compareTo(longest) > 0 ? answer.took() : longest;
            }
            System.out.printf(
                    "bad requests: %d, the longest took %d ms, %d wrong%n",
                    cases.size(), longest.toMillis(), wrong.size());

            assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
            assertThat(cases).hasSizeGreaterThan(LEAST);
            assertThat(longest).isLessThan(Duration.ofSeconds(25));
            assertThat(everything(account)).isEqualTo(before);
            assertThat(account.log())
                    .doesNotContain("planted-")
                    .as("what nobody expected")
                    .doesNotContain("\tat ", "InternalFailure");
        }
    }

    /** Puts resources into the account. Returns their values by the names in the corpus. */
    private static Map<String, String> furnish(ProcessAccount account) throws IOException, InterruptedException {
        account.world.createVault("elsewhere");
        String files = account.world
                .point(ProcessAccount.VAULT, ProtectedResourceType.EFS)
                .put();
        String held = account.world
                .point(ProcessAccount.VAULT, ProtectedResourceType.EFS)
                .put();
        account.world.hold(held, "the court");
        ObjectNode backup =
                properties("BackupVaultName", ProcessAccount.VAULT, "ResourceArn", VOLUME, "IamRoleArn", ROLE);
        JsonNode created = account.invoke(HandlerRequests.of("CREATE", backup)).model();
        account.clock.advance(Duration.ofHours(1));
        return Map.of(
                "EFS",
                files,
                "EFS_NAME",
                files.substring(files.lastIndexOf(':') + 1),
                "EBS",
                account.world
                        .point(ProcessAccount.VAULT, ProtectedResourceType.EBS)
                        .put(),
                "HELD",
                held,
                "OTHER",
                account.world.point("elsewhere", ProtectedResourceType.EFS).put(),
                "JOB",
                created.get("RecoveryPointId").asText(),
                "JOB_ID",
                created.get("RecoveryPointId").asText().split("/", 3)[1],
                "SOURCE",
                FILES,
                "ROLE",
                ROLE,
                "NOW",
                "NOW " + account.clock.instant().toEpochMilli());
    }

    private static Map<String, ObjectNode> goodRequests(Map<String, String> names) {
        ObjectNode point =
                properties("BackupVaultName", ProcessAccount.VAULT, "RecoveryPointId", names.getOrDefault("EFS", ""));
        ObjectNode update = HandlerRequests.of("UPDATE", point.deepCopy());
        ((ObjectNode) update.get("requestData")).set("previousResourceProperties", point.deepCopy());
        return Map.of(
                "CREATE",
                        HandlerRequests.of(
                                "CREATE",
                                properties(
                                        "ResourceArn",
                                        FILES,
                                        "IamRoleArn",
                                        ROLE,
                                        "BackupVaultName",
                                        ProcessAccount.VAULT)),
                "READ", HandlerRequests.of("READ", point.deepCopy()),
                "UPDATE", update,
                "DELETE", HandlerRequests.of("DELETE", point.deepCopy()),
                "LIST", HandlerRequests.of("LIST", properties("BackupVaultName", ProcessAccount.VAULT)));
    }

    private void check(Corpus.Case each, ProcessAccount.TimedAnswer answer) {
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
        // Cloud Control cuts off longer messages.
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

    private static String everything(ProcessAccount account) {
        return account.world.pointsIn(ProcessAccount.VAULT) + "\n" + account.world.pointsIn("elsewhere") + "\n"
                + account.world.jobs();
    }

    private static String start(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }
}
