package community.backup.local.cloudformation.template;

/** What becomes of a resource that its stack no longer needs. */
public enum DeletionPolicy {
    /** It is deleted. */
    DELETE,
    /** It stays, and the stack lets go of it. */
    RETAIN,
    /** It stays, unless the operation that made it is rolled back. */
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
