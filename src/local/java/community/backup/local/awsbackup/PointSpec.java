package community.backup.local.awsbackup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recovery point for a world to contain, whatever its origin. {@link #put()} adds it to the world. */
public final class PointSpec {
    final String vault;
    final ProtectedResourceType type;
    StoredPointStatus status;

    @Nullable String arn;

    @Nullable String statusMessage;

    @Nullable String resourceArn;

    @Nullable String roleArn;

    @Nullable Instant created;

    boolean arrivesNow;

    @Nullable String parentArn;

    @Nullable String sourceVaultArn;

    @Nullable Duration deleteTakes;

    @Nullable Duration madeIn;

    LifecycleRule lifecycle = LifecycleRule.NONE;
    final Map<String, String> tags = new HashMap<>();
    final List<DeleteBlocker> blockers = new ArrayList<>();

    private final World world;

    PointSpec(World world, String vault, ProtectedResourceType type) {
        this.world = world;
        this.vault = vault;
        this.type = type;
        this.status = type.settled();
    }

    /** Sets the ARN. Default: a new one in the type's form. */
    public PointSpec arn(String value) {
        arn = value;
        return this;
    }

    /** Sets the status. Default: the status of a finished recovery point of the type. */
    public PointSpec status(StoredPointStatus value) {
        status = value;
        return this;
    }

    /** Sets the status and the StatusMessage. */
    public PointSpec status(StoredPointStatus value, String message) {
        status = value;
        statusMessage = message;
        return this;
    }

    /** Sets the ARN of the backed-up resource. Default: an example of the type. */
    public PointSpec resource(String value) {
        resourceArn = value;
        return this;
    }

    /** Sets the ARN of the role that made it. */
    public PointSpec role(String value) {
        roleArn = value;
        return this;
    }

    /** Sets when it was created. Default: now. */
    public PointSpec created(Instant value) {
        created = value;
        return this;
    }

    /**
     * Puts it into the vault now, even if it was created earlier. By default, it has been in the vault since its
     * creation, and stale reads show it.
     */
    public PointSpec arrivesNow() {
        arrivesNow = true;
        return this;
    }

    /** Sets the retention, which begins at once. */
    public PointSpec lifecycle(LifecycleRule value) {
        lifecycle = value;
        return this;
    }

    /**
     * Makes it an intermediate recovery point for a copy to a logically air-gapped vault: DeleteAfterEvent is
     * DELETE_AFTER_COPY.
     */
    public PointSpec deleteAfterCopy() {
        lifecycle = LifecycleRule.UNTIL_COPIED;
        return this;
    }

    /** Adds a tag. */
    public PointSpec tag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    /** Nests it in a composite with this ARN, which must already exist in the vault. */
    public PointSpec nestedIn(String value) {
        parentArn = value;
        return this;
    }

    /** Makes it a copy from the vault with this ARN. */
    public PointSpec copiedFrom(String vaultArn) {
        sourceVaultArn = vaultArn;
        return this;
    }

    /** Adds a reason why AWS Backup cannot remove it. */
    public PointSpec blockedBy(DeleteBlocker value) {
        blockers.add(value);
        return this;
    }

    /** Sets how long AWS Backup takes to remove it, or until it becomes EXPIRED. */
    public PointSpec deleteTakes(Duration value) {
        deleteTakes = value;
        return this;
    }

    /** Makes it CREATING for this time from now on. Then it gets its status. */
    public PointSpec madeIn(Duration value) {
        madeIn = value;
        return this;
    }

    /** Puts the recovery point into its vault, and returns its ARN. */
    public String put() {
        return world.put(this);
    }
}
