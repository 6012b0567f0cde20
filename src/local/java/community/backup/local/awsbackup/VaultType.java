package community.backup.local.awsbackup;

/** The types of a vault. */
public enum VaultType {
    BACKUP_VAULT,
    LOGICALLY_AIR_GAPPED_BACKUP_VAULT,
    RESTORE_ACCESS_BACKUP_VAULT
}
