package community.backup.service;

/**
 * What CloudFormation reports of a stack.
 *
 * @param status CloudFormation's own word, such as {@code DELETE_IN_PROGRESS}
 * @param rootId the ARN of the stack that it is nested in at the top; its own if it is not nested
 */
public record Stack(String id, String status, String rootId) {}
