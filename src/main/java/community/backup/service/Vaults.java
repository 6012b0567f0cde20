package community.backup.service;

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

    /**
     * The ids on a page of a list of jobs that make a recovery point in the vault. Copy jobs are those of this account and region: AWS
     * Backup shows no others.
     */
    Page<String> jobs(Vault vault, JobList list, @Nullable String token);

    /** The name of a backup plan; empty if AWS Backup does not tell it, for whatever reason. */
    Optional<String> planName(String planId);
}
