package community.backup.local.awsbackup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A backup plan, its rules, and the resources that are assigned to it. */
final class BackupPlan {
    final String id;
    final String arn;
    final Instant created;
    /** The assigned resources, by the id of the selection. */
    final Map<String, Selection> selections = new LinkedHashMap<>();

    String name = "";
    String version = "";
    List<Rule> rules = List.of();
    Optional<Instant> deleted = Optional.empty();
    Optional<Instant> lastRun = Optional.empty();

    /** Resources that the rules back up with a role. */
    record Selection(String name, String roleArn, List<String> resources) {}

    /** A copy that follows each backup of a rule. */
    record CopyAction(String vaultArn, LifecycleRule lifecycle) {}

    /**
     * A rule.
     *
     * @param continuous whether it makes continuous backups of the types that have them
     */
    record Rule(
            String id,
            String name,
            String vault,
            Schedule schedule,
            Optional<Long> startWindow,
            Optional<Long> completionWindow,
            LifecycleRule lifecycle,
            Map<String, String> tags,
            List<CopyAction> copies,
            boolean continuous) {

        /** Reads the BackupRuleInput of a request. */
        static Rule of(String id, JsonNode json) {
            List<CopyAction> copies = new ArrayList<>();
            json.path("CopyActions")
                    .forEach(copy -> copies.add(new CopyAction(
                            copy.path("DestinationBackupVaultArn").asText(), LifecycleRule.of(copy.get("Lifecycle")))));
            Map<String, String> tags = new LinkedHashMap<>();
            json.path("RecoveryPointTags")
                    .properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
            return new Rule(
                    id,
                    json.path("RuleName").asText(),
                    json.path("TargetBackupVaultName").asText(),
                    Schedule.parse(json.path("ScheduleExpression").asText(Schedule.DEFAULT)),
                    number(json, "StartWindowMinutes"),
                    number(json, "CompletionWindowMinutes"),
                    LifecycleRule.of(json.get("Lifecycle")),
                    tags,
                    copies,
                    json.path("EnableContinuousBackup").asBoolean());
        }

        private static Optional<Long> number(JsonNode json, String name) {
            return json.hasNonNull(name) ? Optional.of(json.get(name).asLong()) : Optional.empty();
        }

        Duration startWindowOr(long minutes) {
            return Duration.ofMinutes(startWindow.orElse(minutes));
        }

        private Shape shape() {
            return new Shape()
                    .with("RuleId", id)
                    .with("RuleName", name)
                    .with("TargetBackupVaultName", vault)
                    .with("ScheduleExpression", schedule.expression())
                    .with("ScheduleExpressionTimezone", "Etc/UTC")
                    .with("StartWindowMinutes", startWindow.orElse(null))
                    .with("CompletionWindowMinutes", completionWindow.orElse(null))
                    .with("Lifecycle", lifecycle.toShape())
                    .with("RecoveryPointTags", tags)
                    .with("EnableContinuousBackup", continuous)
                    .with(
                            "CopyActions",
                            copies.stream()
                                    .map(copy -> new Shape()
                                            .with("DestinationBackupVaultArn", copy.vaultArn())
                                            .with("Lifecycle", copy.lifecycle().toShape()))
                                    .toList());
        }
    }

    /** The plan and rule that started a backup or a copy, with the plan's version at that time. */
    record Origin(
            String planId,
            String planArn,
            String planName,
            String version,
            String ruleId,
            String ruleName,
            String cron) {

        static @Nullable Shape shape(Optional<Origin> origin) {
            return origin.map(Origin::shape).orElse(null);
        }

        private Shape shape() {
            return new Shape()
                    .with("BackupPlanId", planId)
                    .with("BackupPlanArn", planArn)
                    .with("BackupPlanName", planName)
                    .with("BackupPlanVersion", version)
                    .with("BackupRuleId", ruleId)
                    .with("BackupRuleName", ruleName)
                    .with("BackupRuleCron", cron)
                    .with("BackupRuleTimezone", "Etc/UTC");
        }
    }

    BackupPlan(String id, String arn, Instant created) {
        this.id = id;
        this.arn = arn;
        this.created = created;
    }

    Origin origin(Rule rule) {
        return new Origin(
                id, arn, name, version, rule.id(), rule.name(), rule.schedule().expression());
    }

    /** Whether a read at {@code time} finds the plan. */
    boolean existsAt(Instant time) {
        return !created.isAfter(time);
    }

    boolean deletedAt(Instant time) {
        return deleted.filter(end -> !end.isAfter(time)).isPresent();
    }

    /** An item of ListBackupPlans. */
    Shape item(Instant time) {
        return head(time).with("BackupPlanName", name);
    }

    /** The answer of GetBackupPlan. */
    Shape describe(Instant time) {
        return head(time)
                .with(
                        "BackupPlan",
                        new Shape()
                                .with("BackupPlanName", name)
                                .with("Rules", rules.stream().map(Rule::shape).toList()));
    }

    private Shape head(Instant time) {
        return new Shape()
                .with("BackupPlanId", id)
                .with("BackupPlanArn", arn)
                .with("VersionId", version)
                .with("CreationDate", created)
                .with("DeletionDate", deletedAt(time) ? deleted.orElseThrow() : null)
                .with(
                        "LastExecutionDate",
                        lastRun.filter(run -> !run.isAfter(time)).orElse(null));
    }
}
