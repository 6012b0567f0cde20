package community.backup.local.awsbackup;

import java.util.EnumSet;
import java.util.Set;

/**
 * A role that AWS Backup uses to make and delete backups.
 *
 * @param exists whether it exists and trusts AWS Backup
 * @param mayCreateServiceLinkedRole whether it has {@code iam:CreateServiceLinkedRole}
 * @param mayNotDelete the types for which it lacks the permission to delete backups in the source service
 */
public record Role(boolean exists, boolean mayCreateServiceLinkedRole, Set<ProtectedResourceType> mayNotDelete) {
    /** A role with all permissions: the default, unless a world overrides it. */
    public static final Role GOOD = new Role(true, true, Set.of());

    /** A role that was deleted. */
    public static final Role GONE = new Role(false, false, Set.of());

    /** A good role without {@code iam:CreateServiceLinkedRole}. */
    public static Role withoutCreateServiceLinkedRole() {
        return new Role(true, false, Set.of());
    }

    /** A good role without the permission to delete backups of some types. */
    public static Role thatMayNotDelete(ProtectedResourceType first, ProtectedResourceType... others) {
        return new Role(true, true, Set.copyOf(EnumSet.of(first, others)));
    }
}
