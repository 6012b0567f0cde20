package community.backup.local.report;

import community.backup.local.awsbackup.PointHistory;
import community.backup.local.awsbackup.StoredPointStatus;
import java.time.Instant;
import java.util.List;

/**
 * What a recovery point really was, whatever a handler knew.
 *
 * @param resourceType of its source, such as EBS
 * @param statuses each holds until the next
 */
public record PointStatuses(String arn, String vault, String resourceType, List<Since> statuses) {

    /**
     * What is so from a time on.
     *
     * @param status empty where the recovery point is gone
     * @param message what AWS Backup says about it, or empty
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
