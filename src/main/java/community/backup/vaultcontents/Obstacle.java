package community.backup.vaultcontents;

import community.backup.failure.RefusalCause;
import community.backup.wait.Deletion;
import community.backup.wait.WaitPlan;
import java.time.Duration;

/** Why a recovery point stays in its vault although AWS Backup was asked to delete it. */
enum Obstacle {
    EXPIRED("EXPIRED, still stored and billed"),
    UNCHANGED(
            "accepted by AWS Backup and unchanged since, as continuous backups of Aurora are until their cluster is deleted"),
    DENIED("denied to the type's execution role"),
    LEGAL_HOLD("under a legal hold"),
    VAULT_LOCK("locked"),
    CONTINUOUS("continuous backups that the database still needs"),
    MINIMUM_RETENTION("within their minimum retention"),
    ACCESS_POINT("in use by backup access points"),
    REFUSED("refused");

    private final String words;

    Obstacle(String words) {
        this.words = words;
    }

    static Obstacle of(RefusalCause cause) {
        return switch (cause) {
            case LEGAL_HOLD -> LEGAL_HOLD;
            case VAULT_LOCK -> VAULT_LOCK;
            case CONTINUOUS -> CONTINUOUS;
            case MINIMUM_RETENTION -> MINIMUM_RETENTION;
            case ACCESS_POINT -> ACCESS_POINT;
            case OTHER -> REFUSED;
        };
    }

    /** In the place of an adjective, for a number of recovery points. */
    String words() {
        return words;
    }

    /** How long nothing else may happen in the vault until this is taken for the end: it may be what was so before the request. */
    Duration grace() {
        return switch (this) {
            case EXPIRED, UNCHANGED -> Deletion.GRACE_IF_EXPIRED_BEFORE;
            case DENIED -> WaitPlan.DOUBT;
            // What is nested and what holds it may be listed differently by pages that are seconds apart.
            case REFUSED -> Deletion.GRACE;
            case LEGAL_HOLD, VAULT_LOCK, CONTINUOUS, MINIMUM_RETENTION, ACCESS_POINT -> Duration.ZERO;
        };
    }

    /** What the user can do, a sentence; empty where AWS's own words have to do. */
    String remedy() {
        return switch (this) {
            case EXPIRED, REFUSED -> "";
            case UNCHANGED -> "Delete the database cluster, or wait until AWS Backup has carried out the request.";
            case DENIED ->
                "Allow backup:DeleteRecoveryPoint to the role, and take the denial out of the vault's access policy (CDK's "
                        + "blockRecoveryPointDeletion is one) or of a boundary or service control policy.";
            case LEGAL_HOLD -> RefusalCause.LEGAL_HOLD.remedy();
            case VAULT_LOCK -> RefusalCause.VAULT_LOCK.remedy();
            case CONTINUOUS -> RefusalCause.CONTINUOUS.remedy();
            case MINIMUM_RETENTION -> RefusalCause.MINIMUM_RETENTION.remedy();
            case ACCESS_POINT -> RefusalCause.ACCESS_POINT.remedy();
        };
    }
}
