package community.backup.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Alternative;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.World;
import java.time.Duration;
import java.util.List;

/** The environment of a life: the behaviour of AWS that no source documents, and all durations. */
final class Environment {
    /** Values that must not appear in any log line, message or callback context. */
    static final List<String> SECRETS =
            List.of("planted-secret-key", "planted-session-token", "planted-tag-value", "planted-option-value");

    private static final List<Duration> DELETES = List.of(
            Duration.ZERO,
            Duration.ofSeconds(10),
            Duration.ofSeconds(45),
            Duration.ofMinutes(3),
            Duration.ofMinutes(15));

    private static final List<String> READ_ONLY = List.of("RecoveryPointArn", "CreationDate");

    private final Draws draws;
    private final CoverageGoal goal;
    private final boolean omitsReadOnlyProperties;
    private final boolean acceptsReadOnlyProperties;
    private List<String> otherPoints = List.of();

    Environment(Draws draws, CoverageGoal goal) {
        this.draws = draws;
        this.goal = goal;
        this.omitsReadOnlyProperties = draws.below("setting/properties", 4) == 0;
        this.acceptsReadOnlyProperties = draws.below("setting/read-only properties", 4) == 0;
    }

    /** Configures the local AWS Backup. */
    void configure(LocalAwsBackup backup) {
        World world = backup.world();
        world.createVault(TemplateGenerator.ARCHIVE);
        otherPoints = List.of(
                world.point(TemplateGenerator.ARCHIVE, ProtectedResourceType.EFS)
                        .put(),
                world.point(TemplateGenerator.ARCHIVE, ProtectedResourceType.EBS)
                        .put());
        for (Alternative alternative : Alternative.values()) {
            if (draws.happens("setting/" + alternative, 0.5)) {
                world.assume(alternative);
            }
        }
        backup.limitRates(draws.happens("setting/limited rates", 0.5));
        world.pagesHold(draws.any("setting/pages", List.of(1000, 1000, 1, 2, 3, 7)));
        boolean late = draws.happens("setting/deletes show late", 0.1);
        world.deletingShowsAfter(
                late
                        ? Duration.ofMinutes(5 + draws.below("setting/shows late", 4))
                        : Duration.ofSeconds(draws.below("setting/shows", 15)));
        world.jobsStartAfter(Duration.ofSeconds(draws.below("setting/starts", 120)));
        boolean brief = goal.needsStaleReads();
        if (draws.happens("setting/pending", brief ? 0.6 : 0.2)) {
            world.jobsPendFor(Duration.ofSeconds(15));
        }
        for (ProtectedResourceType type : ProtectedResourceType.values()) {
            world.deleteTakes(type, draws.any("setting/delete " + type, DELETES));
            int longest = brief ? 20 : 600;
            int least = goal.needsRecentPoints() ? 600 : 1;
            world.backupTakes(type, Duration.ofSeconds(least + draws.below("setting/backup " + type, longest)));
        }
        if (draws.happens("setting/long deletes", 0.01)) {
            world.deleteTakes(ProtectedResourceType.EFS, Duration.ofHours(50))
                    .deleteTakes(ProtectedResourceType.EBS, Duration.ofHours(80));
        }
        if (draws.happens("setting/long backups", 0.01)) {
            world.backupTakes(ProtectedResourceType.S3, Duration.ofHours(60))
                    .backupTakes(ProtectedResourceType.EFS, Duration.ofHours(37));
        }
        boolean lists = goal.targets(BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT);
        if (draws.happens("setting/forgotten jobs", lists ? 0.7 : 0.1)) {
            world.jobRecordsLast(Duration.ofDays(28 + draws.below("setting/records", 4)));
        }
    }

    /** Adapts CloudFormation's request to this environment: its secrets, and its read-only properties. */
    void adapt(ObjectNode request) {
        ObjectNode data = (ObjectNode) request.path("requestData");
        data.putObject("callerCredentials")
                .put("accessKeyId", "AKIAPLANTED")
                .put("secretAccessKey", "planted-secret-key")
                .put("sessionToken", "planted-session-token");
        if (acceptsReadOnlyProperties && !request.path("resourceType").asText().equals(VaultLife.TYPE)) {
            nameOtherPoint(request, (ObjectNode) data.path("resourceProperties"));
        }
        boolean delete = request.path("action").asText().equals("DELETE");
        if (omitsReadOnlyProperties
                && delete
                && !request.path("callbackContext").isObject()) {
            ((ObjectNode) data.path("resourceProperties")).remove(READ_ONLY);
        }
    }

    /**
     * Sets the read-only RecoveryPointId to another recovery point. No source says that CloudFormation rejects
     * read-only properties in templates.
     */
    private void nameOtherPoint(ObjectNode request, ObjectNode properties) {
        boolean begins = request.path("action").asText().equals("CREATE")
                && !request.path("callbackContext").isObject();
        if (begins && !otherPoints.isEmpty()) {
            properties.put(
                    "RecoveryPointId",
                    draws.any("claim " + request.path("bearerToken").asText(), otherPoints));
        }
    }
}
