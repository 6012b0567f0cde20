package community.backup.cdk;

/** When the deletion of {@link VaultContents} empties the vault. A rollback never empties it. */
public enum EmptyOn {
    /** Only if the stack and the root of its stack are deleted. The default. */
    STACK_DELETION,

    /** Also if the construct is removed from the stack or replaced. */
    ANY_DELETION
}
