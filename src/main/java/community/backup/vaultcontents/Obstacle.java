package community.backup.vaultcontents;

import community.backup.failure.RefusalCause;
import community.backup.wait.Deletion;
import community.backup.wait.WaitPlan;
import java.time.Duration;

/** Why a recovery point stays in its vault although AWS Backup was asked to delete it. */
enum Obstacle {
    EXPIRED("EXPIRED"),
    UNCHANGED("accepted but unchanged"),
    DENIED("denied"),
    LEGAL_HOLD("under a legal hold"),
    VAULT_LOCK("locked"),
    CONTINUOUS("continuous"),
    MINIMUM_RETENTION("within their minimum retention"),
    ACCESS_POINT("with backup access points"),
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
            // What AWS Backup names no cause for may pass, as another action on the recovery point does.
            case EXPIRED, UNCHANGED, REFUSED -> Deletion.GRACE_IF_EXPIRED_BEFORE;
            case DENIED -> WaitPlan.DOUBT;
            case LEGAL_HOLD, VAULT_LOCK, CONTINUOUS, MINIMUM_RETENTION, ACCESS_POINT -> Duration.ZERO;
        };
    }

    /** What the user can do, a sentence; empty where AWS's own words have to do. */
    String remedy() {
        return switch (this) {
            case EXPIRED, REFUSED -> "";
            case UNCHANGED ->
                "A continuous backup of Aurora stays until its cluster is deleted; AWS Backup may still carry out the other requests.";
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
