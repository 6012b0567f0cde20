package community.backup.local.awsbackup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recovery point that a world is to contain, however it came there. {@link #put()} makes it. */
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

    /** Its ARN; otherwise a new one of the type's form. */
    public PointSpec arn(String value) {
        arn = value;
        return this;
    }

    /** Its status; otherwise that of a finished point of the type. */
    public PointSpec status(StoredPointStatus value) {
        status = value;
        return this;
    }

    /** Its status and StatusMessage. */
    public PointSpec status(StoredPointStatus value, String message) {
        status = value;
        statusMessage = message;
        return this;
    }

    /** The resource that it is a backup of; otherwise an example of the type. */
    public PointSpec resource(String value) {
        resourceArn = value;
        return this;
    }

    /** The role that made it. */
    public PointSpec role(String value) {
        roleArn = value;
        return this;
    }

    /** When it was made; otherwise now. */
    public PointSpec created(Instant value) {
        created = value;
        return this;
    }

    /** It comes into the vault now, whenever it was made. Otherwise it was there since then, and stale answers show it. */
    public PointSpec arrivesNow() {
        arrivesNow = true;
        return this;
    }

    /** Its retention, which runs at once. */
    public PointSpec lifecycle(LifecycleRule value) {
        lifecycle = value;
        return this;
    }

    /** An intermediate on the way to a logically air-gapped vault: DeleteAfterEvent is DELETE_AFTER_COPY. */
    public PointSpec deleteAfterCopy() {
        lifecycle = LifecycleRule.UNTIL_COPIED;
        return this;
    }

    /** One more tag. */
    public PointSpec tag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    /** Nested in a composite, which was put before. */
    public PointSpec nestedIn(String value) {
        parentArn = value;
        return this;
    }

    /** A copy of a recovery point of another vault, by that vault's ARN. */
    public PointSpec copiedFrom(String vaultArn) {
        sourceVaultArn = vaultArn;
        return this;
    }

    /** What keeps AWS Backup from removing it. */
    public PointSpec blockedBy(DeleteBlocker value) {
        blockers.add(value);
        return this;
    }

    /** How long its removal takes, or how long it takes until it turns EXPIRED. */
    public PointSpec deleteTakes(Duration value) {
        deleteTakes = value;
        return this;
    }

    /** It is CREATING for that long from now, and then has its status. */
    public PointSpec madeIn(Duration value) {
        madeIn = value;
        return this;
    }

    /** Puts the point into its vault, and tells its ARN. */
    public String put() {
        return world.put(this);
    }
}
