package community.backup.service;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The account's backup vaults, for one invocation. A method that fails throws an exception of the package {@code
 * failure}.
 */
public interface Vaults {

    /** The vault; empty if none has this name. */
    Optional<Vault> find(String name);

    /**
     * A page of all vaults.
     *
     * @param most the most vaults that the page may have
     */
    Page<Vault> page(@Nullable String token, int most);

    /** All tags of a vault. */
    Map<String, String> tags(String vaultArn);

    /** All tags of a vault; empty if the caller lacks the permission to read them, or if the vault is gone. */
    Optional<Map<String, String>> tagsIfReadable(String vaultArn);

    void tag(String vaultArn, Map<String, String> tags);

    void untag(String vaultArn, Set<String> keys);

    /**
     * A page of the ids of jobs that make a recovery point in the vault. Copy jobs are those of this account and
     * region, because AWS Backup shows no others.
     */
    Page<String> jobs(Vault vault, JobList list, @Nullable String token);

    /** The name of a backup plan; empty if AWS Backup does not report it, for any reason. */
    Optional<String> planName(String planId);
}
