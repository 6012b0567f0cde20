package community.backup.service;

/**
 * A stack, as CloudFormation reports it.
 *
 * @param status CloudFormation's own name, such as {@code DELETE_IN_PROGRESS}
 * @param rootId the ARN of the root stack; the stack's own ARN if it is not nested
 */
public record Stack(String id, String status, String rootId) {}
