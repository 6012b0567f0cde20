package community.backup.failure;

import java.util.regex.Pattern;

/**
 * Why AWS Backup refuses to delete a recovery point, as far as its message says it. AWS documents only the text about legal
 * holds; the other patterns look for the words that AWS's guide uses for the feature, outside of ARNs.
 */
public enum RefusalCause {
    LEGAL_HOLD("legal hold", "Remove it from the legal hold, or release the hold."),
    VAULT_LOCK("vault lock|locked|immutable", "A locked vault keeps its recovery points until their retention ends."),
    /** A continuous backup of RDS. Before the minimum retention, since AWS's message can speak of a retention period here too. */
    CONTINUOUS(
            "multi-?az|automated backup|retention.*(continuous|\\brds\\b)|(continuous|\\brds\\b).*retention",
            "Disassociate it with aws backup disassociate-recovery-point (RDS keeps the data), and set the database's backup "
                    + "retention to 1 day in RDS."),
    MINIMUM_RETENTION("minimum retention|retention period|min retention", "Wait until its minimum retention ends."),
    ACCESS_POINT(
            "access point",
            "Find its access points with aws backup list-backup-access-points-by-recovery-point, and delete them with aws backup delete-backup-access-point."),
    /** The message names none of these. For a composite, recovery points nested in it are the likely cause. */
    OTHER("", "");

    private final Pattern sign;
    private final String remedy;

    RefusalCause(String sign, String remedy) {
        this.sign = Pattern.compile(sign, Pattern.CASE_INSENSITIVE);
        this.remedy = remedy;
    }

    /** The cause that AWS's message names. */
    public static RefusalCause of(String said) {
        String words = AwsText.withoutArns(said);
        for (RefusalCause cause : values()) {
            if (cause.sign.matcher(words).find()) {
                return cause;
            }
        }
        return OTHER;
    }

    /** What the user can do, a sentence; empty where the cause is not known. */
    public String remedy() {
        return remedy;
    }
}
