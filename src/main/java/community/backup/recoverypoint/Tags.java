package community.backup.recoverypoint;

import community.backup.failure.ErrorKind;
import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.failure.ServiceFailure;
import community.backup.service.BackupOrder;
import community.backup.service.RecoveryPoint;
import community.backup.service.RecoveryPoints;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * The rules for tags. Own tags are those in the resource's property Tags: if they cannot be set, the operation fails. The stack's tags are
 * set if AWS Backup allows it; a refusal does not fail the operation. Reserved tags belong to AWS: they are never sent and never returned.
 */
final class Tags {
    /** AWS Backup's quota of tags for a recovery point. Reserved tags do not count. */
    private static final int MOST = 50;

    private static final String RESERVED = "aws:";

    /** The part of AWS's message that names the missing permission. */
    private static final String TAGGING_DENIED = "perform: backup:TagResource";

    private final @Nullable ResourceModel model;
    private final Map<String, String> own;
    private final Map<String, String> desired;
    private final Map<String, String> formerOwn;
    private final Map<String, String> former;
    private final boolean changed;
    private final boolean isRead;
    private final Set<String> skipped = new TreeSet<>();

    /**
     * The tags of a request. The generated wrapper merges the stack's tags and the resource's own. Other callers may send neither.
     *
     * @param isRead whether the operation is a read. A read has only identifiers, so it cannot distinguish own tags from the stack's
     */
    Tags(ResourceHandlerRequest<ResourceModel> request, boolean isRead) {
        this.isRead = isRead;
        ResourceModel previous = request.getPreviousResourceState();
        model = request.getDesiredResourceState();
        own = own(model);
        desired = merged(request.getDesiredResourceTags(), own);
        formerOwn = own(previous);
        former = merged(request.getPreviousResourceTags(), formerOwn);
        changed = previous != null && !own.equals(formerOwn);
    }

    /** The resource's own tags. The runtime calls this before it validates the model, so entries can be incomplete. */
    static Map<String, String> own(@Nullable ResourceModel model) {
        Map<String, String> tags = new LinkedHashMap<>();
        valid(model).forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return withoutReserved(tags);
    }

    private static Stream<Tag> valid(@Nullable ResourceModel model) {
        return model == null || model.getTags() == null
                ? Stream.empty()
                : model.getTags().stream().filter(tag -> tag != null && tag.getKey() != null && tag.getValue() != null);
    }

    private static Map<String, String> merged(@Nullable Map<String, String> given, Map<String, String> own) {
        Map<String, String> tags = new HashMap<>(given == null ? Map.of() : given);
        tags.putAll(own);
        return withoutReserved(tags);
    }

    /** The tags without AWS's reserved ones, whose keys begin with {@code aws:} in upper or lower case. */
    static Map<String, String> withoutReserved(Map<String, String> tags) {
        Map<String, String> others = new LinkedHashMap<>(tags);
        others.keySet().removeIf(key -> key.toLowerCase(Locale.ROOT).startsWith(RESERVED));
        return others;
    }

    /** Refuses tags that AWS Backup cannot set as the template says. */
    void check() {
        // The messages do not name keys: like values, keys are the user's data.
        if (valid(model).map(Tag::getKey).distinct().count() < valid(model).count()) {
            throw wrong(
                    "Tags has the same key twice: a recovery point has one value for a key. Remove one of the two tags.");
        }
        if (desired.size() > MOST) {
            throw wrong(
                    "Tags has %d tags, and the stack adds %d: AWS Backup takes %d tags for a recovery point. Remove some from Tags or from the stack."
                            .formatted(own.size(), desired.size() - own.size(), MOST));
        }
    }

    private static HandlerFailure wrong(String message) {
        return new HandlerFailure(FailureCode.INVALID_PROPERTY, message);
    }

    /** The tags that the recovery point must have: the stack's tags and the resource's own, which take precedence. */
    Map<String, String> desired() {
        return desired;
    }

    /** The stack's tags and the resource's own before the update. */
    Map<String, String> former() {
        return former;
    }

    /** Whether the resource's own tags change. */
    boolean changed() {
        return changed;
    }

    /** The tag operations that had no effect and did not fail the handler's operation, for the log line; null if there are none. */
    @Nullable String skipped() {
        return skipped.isEmpty() ? null : String.join(",", skipped);
    }

    /**
     * Starts the backup. If AWS denies only the tagging, the backup starts without the stack's tags.
     *
     * @throws HandlerFailure if the resource has own tags and AWS denies the tagging
     */
    BackupOrder.Accepted start(RecoveryPoints points, BackupOrder order) {
        try {
            return points.start(order);
        } catch (ServiceFailure failure) {
            if (failure.kind() != ErrorKind.DENIED
                    || order.tags().isEmpty()
                    || !failure.getMessage().contains(TAGGING_DENIED)) {
                throw failure;
            }
            if (!own.isEmpty()) {
                throw new HandlerFailure(
                        FailureCode.TAGGING_DENIED,
                        failure.getMessage() + " Tags: they need backup:TagResource. Allow it, or remove Tags.");
            }
            skipped.add("StartBackupJob");
            return points.start(order.withoutTags());
        }
    }

    /**
     * The tags that AWS Backup reports of a recovery point; empty if they are not available.
     *
     * @throws ServiceFailure if AWS denies the call in a read or for a resource with own tags, or for an error that is retried
     */
    Optional<Map<String, String>> reported(RecoveryPoints points, String arn) {
        if (!RecoveryPoint.taggable(arn)) {
            return Optional.empty();
        }
        Optional<Map<String, String>> reported = Optional.empty();
        try {
            reported = points.tags(arn);
        } catch (ServiceFailure failure) {
            // Without the tags, a read would show the own tags as drift.
            if (failure.kind() != ErrorKind.DENIED || isRead) {
                throw failure;
            }
            failIfOwn(!own.isEmpty() || !formerOwn.isEmpty(), failure);
        }
        if (reported.isEmpty()) {
            skipped.add("ListTags");
        }
        return reported;
    }

    /** Sets tags. A refusal fails the operation only if own tags are among them. */
    void put(RecoveryPoints points, String arn, Map<String, String> tags) {
        change("TagResource", own, tags.keySet(), () -> points.tag(arn, tags));
    }

    /** Removes tags. A refusal fails the operation only if former own tags are among them. */
    void remove(RecoveryPoints points, String arn, Set<String> keys) {
        change("UntagResource", formerOwn, keys, () -> points.untag(arn, keys));
    }

    private void change(String operation, Map<String, String> owned, Set<String> keys, Runnable call) {
        try {
            call.run();
        } catch (ServiceFailure failure) {
            if (failure.kind() != ErrorKind.DENIED
                    && failure.kind() != ErrorKind.REFUSED
                    && failure.kind() != ErrorKind.MISSING) {
                throw failure;
            }
            failIfOwn(keys.stream().anyMatch(owned::containsKey), failure);
            skipped.add(operation);
        }
    }

    private static void failIfOwn(boolean isOwn, ServiceFailure failure) {
        if (isOwn) {
            throw failure.kind() == ErrorKind.DENIED
                    ? failure.as(HandlerErrorCode.UnauthorizedTaggingOperation)
                    : failure;
        }
    }
}
