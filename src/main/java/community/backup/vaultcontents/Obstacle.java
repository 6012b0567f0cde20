package community.backup.vaultcontents;

import community.backup.failure.FailureCode;
import community.backup.failure.RefusalCause;
import community.backup.wait.Deletion;
import community.backup.wait.WaitPlan;
import java.time.Duration;

/** Why AWS Backup does not delete a recovery point. */
enum Obstacle {
    EXPIRED("EXPIRED", FailureCode.EXPIRED_UNEXPLAINED),
    UNCHANGED("accepted but unchanged", FailureCode.UNCHANGED),
    DENIED("denied", FailureCode.DENIED),
    LEGAL_HOLD("under a legal hold", FailureCode.LEGAL_HOLD),
    VAULT_LOCK("locked", FailureCode.VAULT_LOCKED),
    CONTINUOUS("continuous", FailureCode.CONTINUOUS),
    MINIMUM_RETENTION("within their minimum retention", FailureCode.MINIMUM_RETENTION),
    ACCESS_POINT("with backup access points", FailureCode.ACCESS_POINT),
    REFUSED("refused", FailureCode.REFUSED);

    private final String words;
    private final FailureCode reason;

    Obstacle(String words, FailureCode reason) {
        this.words = words;
        this.reason = reason;
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

    /** The obstacle in words that follow a number of recovery points, as in "2 denied". */
    String words() {
        return words;
    }

    /** The code that a failure shows for the obstacle; for EXPIRED, {@link community.backup.wait.ExpiredCause} may know a better one. */
    FailureCode reason() {
        return reason;
    }

    /** How long the obstacle must last without any other change in the vault before the delete fails. */
    Duration grace() {
        return switch (this) {
            // A second request, at least this long after the first. PassResult then gives it the grace of EXPIRED.
            case EXPIRED -> Deletion.GRACE;
            // A refusal without a known cause can be temporary.
            case UNCHANGED, REFUSED -> Deletion.GRACE_IF_EXPIRED_BEFORE;
            case DENIED -> WaitPlan.DOUBT;
            case LEGAL_HOLD, VAULT_LOCK, CONTINUOUS, MINIMUM_RETENTION, ACCESS_POINT -> Duration.ZERO;
        };
    }

    /** The remedy, in whole sentences; empty if only AWS's message can have one. */
    String remedy() {
        return switch (this) {
            case EXPIRED, REFUSED -> "";
            case UNCHANGED ->
                "A continuous backup of Aurora stays until its cluster is deleted; AWS Backup may still carry out the other requests.";
            case DENIED ->
                "If they may be deleted, allow backup:DeleteRecoveryPoint to the type's execution role. Remove the denial from the vault's access policy (CDK's "
                        + "blockRecoveryPointDeletion adds one), a permissions boundary or a service control policy.";
            case LEGAL_HOLD -> RefusalCause.LEGAL_HOLD.remedy();
            case VAULT_LOCK -> RefusalCause.VAULT_LOCK.remedy();
            case CONTINUOUS -> RefusalCause.CONTINUOUS.remedy();
            case MINIMUM_RETENTION -> RefusalCause.MINIMUM_RETENTION.remedy();
            case ACCESS_POINT -> RefusalCause.ACCESS_POINT.remedy();
        };
    }
}
