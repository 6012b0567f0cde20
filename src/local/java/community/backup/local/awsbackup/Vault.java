package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A vault and its past, present and planned recovery points. */
final class Vault {
    final String name;
    final String arn;
    final String keyArn;
    final VaultType type;
    final Instant created;
    final @Nullable String creatorRequestId;
    final Timeline<Map<String, String>> tags = new Timeline<>();
    /** Actions that the vault's access policy denies, such as {@code backup:DeleteRecoveryPoint}. */
    final Set<String> deniedActions = new HashSet<>();
    /** In the order of the list. */
    final TreeMap<String, StoredPoint> points = new TreeMap<>();

    private final Map<String, StoredPoint> byArn = new HashMap<>();

    @Nullable Lock lock;

    Vault(Account account, String name, VaultType type, Instant created, @Nullable String creatorRequestId) {
        this.name = name;
        this.arn = account.arn("backup", "backup-vault:" + name);
        this.keyArn = account.arn("kms", "key/00000000-0000-4000-8000-000000000000");
        this.type = type;
        this.created = created;
        this.creatorRequestId = creatorRequestId;
        tags.set(created, Map.of());
    }

    /** Its tags at a time; none before it was created. */
    Map<String, String> tagsAt(Instant time) {
        return tags.at(time).orElse(Map.of());
    }

    /**
     * The form of a recovery point's ARN in this vault. In a logically air-gapped vault, all ARNs have the same form.
     */
    ArnForm arnForm(ProtectedResourceType pointType) {
        return type == VaultType.LOGICALLY_AIR_GAPPED_BACKUP_VAULT ? ArnForm.BACKUP : pointType.arnForm();
    }

    void add(StoredPoint point) {
        StoredPoint former = byArn.put(point.arn, point);
        if (former != null) {
            points.remove(former.listKey());
        }
        points.put(point.listKey(), point);
    }

    Optional<StoredPoint> point(String pointArn) {
        return Optional.ofNullable(byArn.get(pointArn));
    }

    long size(Instant now) {
        return points.values().stream()
                .filter(point -> point.at(now).isPresent())
                .count();
    }

    Shape shape(Instant now) {
        return new Shape()
                .with("BackupVaultName", name)
                .with("BackupVaultArn", arn)
                .with("VaultType", type)
                .with("VaultState", "AVAILABLE")
                .with("EncryptionKeyArn", keyArn)
                .with("EncryptionKeyType", "CUSTOMER_MANAGED_KMS_KEY")
                .with("CreationDate", created)
                .with("CreatorRequestId", creatorRequestId)
                .with("NumberOfRecoveryPoints", size(now))
                .with("Locked", lock != null)
                .with("MinRetentionDays", lock == null ? null : lock.minDays)
                .with("MaxRetentionDays", lock == null ? null : lock.maxDays)
                .with("LockDate", lock == null ? null : lock.since);
    }

    /** The retention, in days, that a locked vault allows; null means no bound. */
    record Lock(@Nullable Long minDays, @Nullable Long maxDays, Instant since) {

        boolean admits(LifecycleRule lifecycle) {
            Long set = lifecycle.deleteAfterDays();
            long days = set == null || set < 0 ? Long.MAX_VALUE : set;
            return (minDays == null || days >= minDays) && (maxDays == null || days <= maxDays);
        }
    }
}
