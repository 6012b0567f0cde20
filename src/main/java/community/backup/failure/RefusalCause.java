package community.backup.failure;

import java.util.regex.Pattern;

/**
 * Why AWS Backup refuses to delete a recovery point, if its message names the cause. AWS documents only the text about
 * legal holds. The other patterns match the words that AWS's guide uses for each feature. They ignore ARNs.
 */
public enum RefusalCause {
    LEGAL_HOLD("legal hold", FailureCode.LEGAL_HOLD, "Remove it from the legal hold, or release the hold."),
    VAULT_LOCK(
            "vault lock|locked|immutable",
            FailureCode.VAULT_LOCKED,
            "A locked vault keeps its recovery points until their retention ends."),
    /**
     * A continuous backup of RDS. It comes before {@link #MINIMUM_RETENTION}, because AWS's message about it can also
     * mention a retention period.
     */
    CONTINUOUS(
            "multi-?az|automated backup|retention.*(continuous|\\brds\\b)|(continuous|\\brds\\b).*retention",
            FailureCode.CONTINUOUS,
            "Disassociate it with aws backup disassociate-recovery-point (RDS keeps the data), and set the database's backup "
                    + "retention to 1 day in RDS."),
    MINIMUM_RETENTION(
            "minimum retention|retention period|min retention",
            FailureCode.MINIMUM_RETENTION,
            "Wait until its minimum retention ends."),
    ACCESS_POINT(
            "access point",
            FailureCode.ACCESS_POINT,
            "Find its access points with aws backup list-backup-access-points-by-recovery-point, and delete them with aws backup delete-backup-access-point."),
    /** The message names no other cause. For a composite, its nested recovery points are the likely cause. */
    OTHER("", FailureCode.REFUSED, "");

    private final Pattern sign;
    private final FailureCode reason;
    private final String remedy;

    RefusalCause(String sign, FailureCode reason, String remedy) {
        this.reason = reason;
        this.sign = Pattern.compile(sign, Pattern.CASE_INSENSITIVE);
        this.remedy = remedy;
    }

    /** The first cause that AWS's message names; {@link #OTHER} if it names none. */
    public static RefusalCause of(String said) {
        String words = AwsText.withoutArns(said);
        for (RefusalCause cause : values()) {
            if (cause.sign.matcher(words).find()) {
                return cause;
            }
        }
        return OTHER;
    }

    /** The code of a failure for this cause. */
    public FailureCode reason() {
        return reason;
    }

    /** The remedy, as a sentence; empty for {@link #OTHER}. */
    public String remedy() {
        return remedy;
    }
}
