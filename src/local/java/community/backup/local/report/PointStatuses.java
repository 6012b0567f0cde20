package community.backup.local.report;

import community.backup.local.awsbackup.PointHistory;
import community.backup.local.awsbackup.StoredPointStatus;
import java.time.Instant;
import java.util.List;

/**
 * The actual statuses of a recovery point, whether or not a handler read them.
 *
 * @param resourceType the type of its source, such as EBS
 * @param statuses each is valid until the next one
 */
public record PointStatuses(String arn, String vault, String resourceType, List<Since> statuses) {

    /**
     * The status from a time on.
     *
     * @param status empty if the recovery point does not exist any more
     * @param message AWS Backup's message about the status; empty if there is none
     */
    public record Since(Instant from, String status, String message) {}

    static PointStatuses of(PointHistory history) {
        return new PointStatuses(
                history.arn(),
                history.vault(),
                history.type().wireName(),
                history.moments().stream()
                        .map(moment -> new Since(
                                moment.from(),
                                moment.status().map(StoredPointStatus::name).orElse(""),
                                moment.message().orElse("")))
                        .toList());
    }
}
