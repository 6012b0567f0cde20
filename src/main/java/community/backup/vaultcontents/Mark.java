package community.backup.vaultcontents;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * The tags on a vault that say who owns its contents. A vault without a mark is never emptied.
 *
 * @param stackId the owner's stack, or {@link #NO_STACK}
 * @param logicalId the owner's name in its template; empty without a stack
 * @param token a hash of the token of the create that set the mark
 * @param emptyOn when a delete empties the vault
 * @param includesExisting whether the vault may have held recovery points when the mark was set
 */
record Mark(String stackId, String logicalId, String token, EmptyOn emptyOn, boolean includesExisting) {
    /** The stack id for a request without a stack, such as those of Cloud Control and the contract tests. */
    static final String NO_STACK = "no-stack";

    private static final String PREFIX = "community-backup-vault-contents:";
    private static final String STACK = PREFIX + "stack";
    private static final String LOGICAL_ID = PREFIX + "logical-id";
    private static final String TOKEN = PREFIX + "token";
    private static final String EMPTY_ON = PREFIX + "empty-on";
    private static final String INCLUDES_EXISTING = PREFIX + "includes-existing";

    /** The keys of the mark's tags. */
    static final Set<String> KEYS = new TreeSet<>(List.of(STACK, LOGICAL_ID, TOKEN, EMPTY_ON, INCLUDES_EXISTING));

    /** The mark that a create sets. */
    static Mark of(ResourceHandlerRequest<ResourceModel> request, ResourceModel model) {
        return new Mark(
                stackOf(request),
                logicalIdOf(request),
                hash(String.valueOf(request.getClientRequestToken())),
                EmptyOn.of(model),
                Boolean.TRUE.equals(model.getIncludeExisting()));
    }

    /** The mark in a vault's tags; empty if there is none. A mark with missing tags still protects the vault. */
    static Optional<Mark> in(Map<String, String> tags) {
        return tags.keySet().stream().noneMatch(KEYS::contains)
                ? Optional.empty()
                : Optional.of(new Mark(
                        tags.getOrDefault(STACK, ""),
                        tags.getOrDefault(LOGICAL_ID, ""),
                        tags.getOrDefault(TOKEN, ""),
                        EmptyOn.ANY_DELETION.name().equals(tags.get(EMPTY_ON))
                                ? EmptyOn.ANY_DELETION
                                : EmptyOn.STACK_DELETION,
                        // Without the tag, the stricter rule applies.
                        !"false".equals(tags.get(INCLUDES_EXISTING))));
    }

    /** The tags of the mark. */
    Map<String, String> tags() {
        return Map.of(
                STACK, stackId,
                LOGICAL_ID, logicalId,
                TOKEN, token,
                EMPTY_ON, emptyOn.name(),
                INCLUDES_EXISTING, String.valueOf(includesExisting));
    }

    /** The tag for EmptyOn. */
    static Map<String, String> tag(EmptyOn emptyOn) {
        return Map.of(EMPTY_ON, emptyOn.name());
    }

    /** Whether the request's resource owns this mark. A request without a stack owns every mark: its caller names the vault. */
    boolean isOwnOf(ResourceHandlerRequest<ResourceModel> request) {
        String stack = stackOf(request);
        String logicalIdOfRequest = logicalIdOf(request);
        return stack.equals(NO_STACK)
                || (stack.equals(stackId) && (logicalIdOfRequest.isEmpty() || logicalIdOfRequest.equals(logicalId)));
    }

    /** Whether this is the mark that a create sets. */
    boolean isOf(Mark created) {
        return stackId.equals(created.stackId)
                && logicalId.equals(created.logicalId)
                && (!stackId.equals(NO_STACK) || token.equals(created.token));
    }

    /** Whether this mark agrees with the mark that a create has set. Tags that this mark lacks do not count. */
    boolean isPartOf(Mark created) {
        return (stackId.isEmpty() || stackId.equals(created.stackId))
                && (logicalId.isEmpty() || logicalId.equals(created.logicalId))
                && (token.isEmpty() || token.equals(created.token));
    }

    /** Who owns the contents, for a message. */
    String ownership() {
        if (stackId.equals(NO_STACK)) {
            return "its contents belong to a resource that was created without a stack";
        }
        return stackId.isEmpty() || logicalId.isEmpty()
                ? "its mark is incomplete"
                : "its contents belong to resource %s of stack %s".formatted(logicalId, stackId);
    }

    /** The AWS CLI command that removes a mark. */
    static String removal(String vaultArn) {
        return "aws backup untag-resource --resource-arn %s --tag-key-list %s"
                .formatted(vaultArn, String.join(" ", KEYS));
    }

    private static String stackOf(ResourceHandlerRequest<ResourceModel> request) {
        return text(request.getStackId()).isEmpty() ? NO_STACK : text(request.getStackId());
    }

    private static String logicalIdOf(ResourceHandlerRequest<ResourceModel> request) {
        // The contract tests send a logical id without a stack.
        return text(request.getStackId()).isEmpty() ? "" : text(request.getLogicalResourceIdentifier());
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
