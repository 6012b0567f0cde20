package community.backup.local.simulation;

import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.cloudformation.api.StackQueries;

/** The parts that only lives of vaults have. Of a thousand seeds, the last two hundred are such lives. */
final class VaultLife {
    /** The resource type whose promises such a life checks. */
    static final String TYPE = "Community::Backup::VaultContents";

    private final StackTruth stackTruth = new StackTruth();
    private final StackQueries stacks;
    private final VaultTruth truth;
    private final VaultPromises promises;

    VaultLife(LocalAwsBackup backup, StackQueries stacks, OtherActors others, Coverage coverage) {
        this.stacks = stacks;
        truth = new VaultTruth(backup.world(), stackTruth);
        promises = new VaultPromises(truth, others, coverage);
    }

    static boolean isOf(long seed) {
        return seed % 1000 >= 800;
    }

    StackTruth stackTruth() {
        return stackTruth;
    }

    StackQueries stacks() {
        return stacks;
    }

    VaultTruth truth() {
        return truth;
    }

    VaultPromises promises() {
        return promises;
    }

    /** Removes the databases with continuous backups of Aurora, which go only with their database. */
    void removeSources() {
        truth.world().vaults().stream()
                .flatMap(vault -> truth.world().pointsIn(vault).stream())
                .filter(point -> point.type() == ProtectedResourceType.AURORA_CONTINUOUS)
                .forEach(point -> truth.world().removeSource(point.resourceArn()));
    }
}
