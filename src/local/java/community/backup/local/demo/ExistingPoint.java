package community.backup.local.demo;

import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.World;

/** A recovery point that exists before any stack, for a stack to import. */
record ExistingPoint(String vault, String arn) {
    /**
     * Reads {@code VAULT=ARN}.
     *
     * @throws IllegalArgumentException if the argument does not have that form
     */
    static ExistingPoint parse(String argument) {
        String[] parts = argument.split("=", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException(argument + " is not of the form VAULT=ARN.");
        }
        return new ExistingPoint(parts[0], parts[1]);
    }

    /**
     * Adds the recovery point to its vault: an EBS snapshot, or else a backup of EFS. Creates the vault if it does not
     * exist.
     */
    void put(World world) {
        if (!world.vaults().contains(vault)) {
            world.createVault(vault);
        }
        world.point(vault, arn.contains(":ec2:") ? ProtectedResourceType.EBS : ProtectedResourceType.EFS)
                .arn(arn)
                .put();
    }
}
