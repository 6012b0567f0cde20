package community.backup.local.cloudformation.resource;

/** Where stacks live. */
public record Account(String id, String region, String partition) {
    /** An account that everybody knows is nobody's. */
    public static final Account LOCAL = new Account("123456789012", "us-east-1", "aws");
}
