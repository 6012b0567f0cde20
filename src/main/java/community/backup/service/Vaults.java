package community.backup.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The account's backup vaults as the handlers see them, for one invocation. A failure is one of the package {@code failure}. */
public interface Vaults {

    /** The vault, or empty if there is none of that name. */
    Optional<Vault> find(String name);

    /**
     * A page of all vaults.
     *
     * @param most how many vaults it has at the most
     */
    Page<Vault> page(@Nullable String token, int most);

    /** All tags of a vault. */
    Map<String, String> tags(String vaultArn);

    /** The same; empty if the caller may not read them, or the vault is gone. */
    Optional<Map<String, String>> tagsIfReadable(String vaultArn);

    void tag(String vaultArn, Map<String, String> tags);

    void untag(String vaultArn, Set<String> keys);

    /** The backup jobs that have not ended and make a recovery point in the vault. */
    List<BackupJob> runningJobs(String vaultName);

    /** How many copy jobs of this account and region have not ended and copy into the vault. AWS Backup shows no others. */
    int runningCopies(String vaultArn);

    /** The name of a backup plan; empty if AWS Backup does not tell it, for whatever reason. */
    Optional<String> planName(String planId);
}
