package community.backup.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.PointView;
import community.backup.local.awsbackup.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The built-in type for a legal hold. It holds the recovery points that are in the vaults of its selection when it is
 * created. The form of its ARN is a guess.
 */
final class LegalHoldType {
    private static final String SELECTION = "RecoveryPointSelection";
    private static final String VAULTS = "VaultNames";

    private LegalHoldType() {}

    static ResourceType in(World awsBackup) {
        return InMemoryHandler.type(
                "AWS::Backup::LegalHold",
                "Arn",
                Map.of("Arn", "arn:%1$s:backup:%2$s:%3$s:legal-hold:%4$s"),
                List.of("Title", "Description", SELECTION, "Tags"),
                hold -> selected(awsBackup, hold).forEach(point -> awsBackup.hold(point.arn(), id(hold))),
                hold -> selected(awsBackup, hold).forEach(point -> awsBackup.release(point.arn(), id(hold))));
    }

    private static List<PointView> selected(World awsBackup, JsonNode hold) {
        JsonNode selection = hold.path(SELECTION);
        selection.fieldNames().forEachRemaining(LegalHoldType::check);
        List<PointView> points = new ArrayList<>();
        for (JsonNode vault : selection.path(VAULTS)) {
            points.addAll(awsBackup.pointsIn(vault.asText()));
        }
        return points;
    }

    private static void check(String member) {
        if (!member.equals(VAULTS)) {
            throw new IllegalArgumentException(
                    "%s.%s is not supported here. Remove it, and select by %s.".formatted(SELECTION, member, VAULTS));
        }
    }

    private static String id(JsonNode hold) {
        return hold.path("Arn").asText();
    }
}
