package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.DeletionPolicy;

/** What becomes of a stack whose creation or update fails: the options of CreateStack and UpdateStack. */
public enum OnFailure {
    /** What was made goes, unless its DeletionPolicy keeps it. */
    ROLLBACK,
    /** What was made goes, whatever its DeletionPolicy says: {@code --retain-except-on-create}. */
    ROLLBACK_RETAINING_NOTHING_NEW,
    /** Everything stays as it is: {@code --disable-rollback}. */
    DO_NOTHING,
    /** The stack is deleted: {@code --on-failure DELETE}. */
    DELETE;

    /** Whether something stays that the failed operation has made. */
    boolean keeps(DeletionPolicy policy) {
        return this != ROLLBACK_RETAINING_NOTHING_NEW && policy.keeps(true);
    }
}
