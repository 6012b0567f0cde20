package community.backup.local.cloudformation;

import community.backup.local.cloudformation.template.DeletionPolicy;

/** The treatment of a stack whose creation or update fails: the options of CreateStack and UpdateStack. */
public enum OnFailure {
    /** New resources are deleted, unless their DeletionPolicy keeps them. */
    ROLLBACK,
    /** New resources are deleted, also if their DeletionPolicy would keep them: {@code --retain-except-on-create}. */
    ROLLBACK_RETAIN_EXCEPT_ON_CREATE,
    /** Everything stays as it is: {@code --disable-rollback}. */
    DO_NOTHING,
    /** The stack is deleted: {@code --on-failure DELETE}. */
    DELETE;

    /** Whether a rollback or deletion keeps a new resource with this policy. */
    boolean keeps(DeletionPolicy policy) {
        return this != ROLLBACK_RETAIN_EXCEPT_ON_CREATE && policy.keeps(true);
    }
}
