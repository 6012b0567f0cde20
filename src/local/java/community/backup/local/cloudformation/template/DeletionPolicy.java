package community.backup.local.cloudformation.template;

/** The treatment of a resource that its stack no longer needs. */
public enum DeletionPolicy {
    /** The resource is deleted. */
    DELETE,
    /** The resource stays, and leaves the stack. */
    RETAIN,
    /** The resource stays, except during the rollback of the operation that created it. */
    RETAIN_EXCEPT_ON_CREATE;

    /** Whether the resource stays. */
    public boolean keeps(boolean rollingBackItsCreation) {
        return this == RETAIN || (this == RETAIN_EXCEPT_ON_CREATE && !rollingBackItsCreation);
    }

    static DeletionPolicy parse(String text, String place) {
        return switch (text) {
            case "Delete" -> DELETE;
            case "Retain" -> RETAIN;
            case "RetainExceptOnCreate" -> RETAIN_EXCEPT_ON_CREATE;
            default ->
                throw TemplateException.error(
                        place + " is " + text + "; Delete, Retain and RetainExceptOnCreate are supported here.");
        };
    }
}
