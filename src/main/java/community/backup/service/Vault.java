package community.backup.service;

import org.jspecify.annotations.Nullable;

/**
 * A backup vault, as AWS Backup reports it.
 *
 * @param type AWS Backup's own name, such as {@code BACKUP_VAULT}; null if it reports none
 * @param locked whether a vault lock keeps its recovery points
 * @param points how many recovery points are in it, approximately; null if AWS Backup does not report it
 */
public record Vault(
        String name,
        String arn,
        @Nullable String type,
        boolean locked,
        @Nullable Long points) {

    /** The type of a vault that is neither air-gapped nor a view of another account's vault. */
    public static final String STANDARD = "BACKUP_VAULT";

    /** Whether it is a standard vault. A vault without a reported type counts as one. */
    public boolean isStandard() {
        return type == null || type.equals(STANDARD);
    }
}
