package community.backup.recoverypoint.safety;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.cloudformation.OnFailure;
import community.backup.local.cloudformation.StackView;

/** Plays a situation with a recovery point and the stack {@code shop}, in which {@code Subject} comes to own it. */
final class Stage {
    static final String STACK = "shop";

    final SafeAccount account;
    final Origin origin;
    final Keep keep;
    private final String existing;
    /** The resource that the stack's own backup is of. */
    private String source = "fs-1";

    /**
     * A stage on which nothing has happened.
     *
     * @param keep the policies of every resource that names the recovery point
     */
    Stage(Origin origin, Keep keep) {
        this.account = new SafeAccount();
        this.origin = origin;
        this.keep = keep;
        existing = account.existing();
    }

    /** The ARN of the recovery point. */
    String arn() {
        return origin == Origin.IMPORTED
                ? existing
                : account.world.jobs().stream()
                        .filter(job -> job.resourceArn().endsWith("/" + source))
                        .findFirst()
                        .orElseThrow()
                        .pointArn();
    }

    /** The resource that owns it. */
    String subject(String... properties) {
        return switch (origin) {
            case IMPORTED -> Resources.imported("Subject", keep.yaml, properties);
            case MADE -> Resources.backup("Subject", keep.yaml, source, properties);
        };
    }

    /** The same resource under another logical id. */
    String renamed() {
        return subject().replace("  Subject:", "  Renamed:");
    }

    /** The resource with a new backup in place of this recovery point. */
    String successor() {
        return Resources.backup("Subject", keep.yaml, "fs-2");
    }

    /** A resource without a connection to the recovery point. */
    String anchor() {
        return Resources.backup("Anchor", Keep.ALWAYS.yaml, "fs-3");
    }

    /** Changes the stack, or makes it. */
    StackView deploy(String... resources) {
        return account.deploy(STACK, resources);
    }

    /** Changes the stack, or makes it, and expects success. */
    void deployExpectingSuccess(String... resources) {
        assertThat(deploy(resources).status()).isIn("CREATE_COMPLETE", "UPDATE_COMPLETE");
    }

    /** Changes the stack, or makes it, and expects a rollback. */
    void deployExpectingRollback(String... resources) {
        assertThat(deploy(resources).status()).isIn("ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_COMPLETE");
    }

    /** Makes the stack, and expects a failure. */
    void createExpectingFailure(OnFailure onFailure, String... resources) {
        assertThat(account.deploy(onFailure, STACK, resources).status())
                .isIn("ROLLBACK_COMPLETE", "CREATE_FAILED", "DELETE_COMPLETE");
    }

    /** Lets the stack own the recovery point, besides the anchor. */
    void own() {
        if (origin == Origin.IMPORTED) {
            deployExpectingSuccess(anchor());
            assertThat(account.importSubject(STACK, existing, anchor(), subject())
                            .status())
                    .isEqualTo("IMPORT_COMPLETE");
        } else {
            deployExpectingSuccess(anchor(), subject());
        }
        assertThat(account.world.exists(arn())).isTrue();
    }

    /** Lets the stack own a recovery point whose identity is its backup job. */
    void ownDiskBackup() {
        deployExpectingSuccess(anchor(), Resources.diskBackup("Subject", keep.yaml));
        source = "vol-1";
    }

    /** A resource of another stack that imports it. */
    String imported() {
        return Resources.imported("Subject", keep.yaml);
    }

    void deleteStack() {
        assertThat(account.cloudFormation.delete(STACK).status()).isEqualTo("DELETE_COMPLETE");
    }

    /** The outcome for the recovery point. */
    String outcome() {
        if (!account.world.exists(arn())) {
            return "**is deleted**";
        }
        return account.deletionRequested(arn()) ? "stays, as AWS Backup refuses" : "stays";
    }
}
