package community.backup.local.awsbackup;

import java.util.EnumSet;
import java.util.Set;

/**
 * A role that AWS Backup makes and deletes backups with.
 *
 * @param exists and trusts AWS Backup
 * @param mayCreateServiceLinkedRole has {@code iam:CreateServiceLinkedRole}
 * @param mayNotDelete the types whose backups it has no permission to delete in the source service
 */
public record Role(boolean exists, boolean mayCreateServiceLinkedRole, Set<ProtectedResourceType> mayNotDelete) {
    /** A role that can do all it should: what every role is unless a world says otherwise. */
    public static final Role GOOD = new Role(true, true, Set.of());

    /** A role that was deleted. */
    public static final Role GONE = new Role(false, false, Set.of());

    /** A good role without {@code iam:CreateServiceLinkedRole}. */
    public static Role withoutCreateServiceLinkedRole() {
        return new Role(true, false, Set.of());
    }

    /** A good role that may not delete backups of some types. */
    public static Role thatMayNotDelete(ProtectedResourceType first, ProtectedResourceType... others) {
        return new Role(true, true, Set.copyOf(EnumSet.of(first, others)));
    }
}
