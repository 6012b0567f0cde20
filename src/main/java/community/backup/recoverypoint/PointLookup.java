package community.backup.recoverypoint;

import community.backup.failure.AwsText;
import community.backup.failure.FailureCode;
import community.backup.failure.HandlerFailure;
import community.backup.failure.ServiceFailure;
import community.backup.service.BackupJob;
import community.backup.service.JobStatus;
import community.backup.service.RecoveryPoint;
import community.backup.wait.Elapsed;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the recovery point that a request identifies, and reads it from AWS Backup. */
final class PointLookup {
    private static final String REMEDY = "Correct the identifier, or remove the resource from the template.";

    /** The most candidates that a message names. */
    private static final int NAMED = 10;

    /** The most characters of their ARNs, unless the first ARN alone is longer. */
    private static final int CHARACTERS_NAMED = 550;

    private PointLookup() {}

    /**
     * Finds the recovery point that the request's identifier stands for.
     *
     * @throws ServiceFailure if AWS Backup does not find a job that it cannot have forgotten. The same applies if it does not name the
     *     recovery point of a job that was completed long ago. A later invocation may succeed
     * @throws HandlerFailure if the identifier is missing or invalid, or contradicts what AWS Backup reports of its job
     */
    static Resolution resolve(Invocation invocation) {
        OperationState state = invocation.state();
        RecoveryPointId id = state.id();
        String resolved = state.context().arn();
        String arn = Identifiers.arn(state.model());
        if (id instanceof RecoveryPointId.OfJob && resolved != null && resolved.equals(arn)) {
            return new Resolution.Known(resolved);
        }
        Set<String> candidates = new LinkedHashSet<>();
        if (state.context().candidates() != null) {
            candidates.addAll(state.context().candidates());
        }
        Resolution resolution;
        try {
            Resolution.Sought sought = new Resolution.Sought(
                    id, invocation.vaultName(), arn, state.model().getResourceArn(), candidates);
            resolution = Resolution.of(
                    sought, invocation.points(), invocation.watch().now());
        } finally {
            // If the listing continues in the next invocation, these candidates still count.
            state.note(each -> each.candidates(candidates.isEmpty() ? null : List.copyOf(candidates)));
        }
        if (resolution instanceof Resolution.InTheMaking making) {
            requireArnOfCompletedJob(invocation, making.job());
        }
        if (resolution instanceof Resolution.JobNotFound job) {
            throw ServiceFailure.jobNotFound(job.jobId());
        }
        if (resolution instanceof Resolution.Mismatch mismatch) {
            // Not NotFound: during a delete, CloudFormation treats NotFound as success.
            throw new HandlerFailure(
                    FailureCode.IDENTITY_UNPROVEN,
                    "RecoveryPointId %s does not match its backup job, which AWS Backup created at %s. Give the recovery point's ARN."
                            .formatted(id.text(), mismatch.created()));
        }
        return resolution;
    }

    /**
     * Checks a backup job that is COMPLETED without naming its recovery point.
     *
     * @throws ServiceFailure if the job has been COMPLETED for {@link Resolution#ARN_TOLD}
     */
    static void requireArnOfCompletedJob(Invocation invocation, BackupJob job) {
        if (job.state() != JobStatus.COMPLETED || job.recoveryPointArn() != null) {
            return;
        }
        Duration complete = job.completedAt() == null
                ? invocation.state().inStatus()
                : invocation.watch().since(job.completedAt());
        if (complete.compareTo(Resolution.ARN_TOLD) >= 0) {
            throw ServiceFailure.valueMissing(
                    "Backup job %s has been COMPLETED for %s, and AWS Backup does not say which recovery point it made. Look for the recovery point in vault %s. Delete it there, or import it by its ARN; then delete the stack and retain this resource."
                            .formatted(job.jobId(), Elapsed.text(complete), invocation.vaultName()));
        }
    }

    /**
     * The recovery point that an identifier stands for, as AWS Backup reports it.
     *
     * @throws HandlerFailure if there is none, or if it is not clear which one it is
     */
    static RecoveryPoint existing(Invocation invocation, Resolution resolution) {
        if (resolution instanceof Resolution.Known known) {
            return existing(invocation, known.arn());
        }
        if (resolution instanceof Resolution.None none) {
            throw new HandlerFailure(FailureCode.NOT_FOUND, why(none) + " " + REMEDY);
        }
        throw unclear(invocation, (Resolution.Unclear) resolution);
    }

    /**
     * The recovery point with an ARN, as AWS Backup reports it.
     *
     * @throws HandlerFailure with the code NotFound if the vault does not have it
     */
    static RecoveryPoint existing(Invocation invocation, String arn) {
        invocation.facts().requireSameAccount("RecoveryPointId", arn);
        return invocation
                .points()
                .find(invocation.vaultName(), arn)
                .orElseThrow(() -> new HandlerFailure(
                        FailureCode.NOT_FOUND,
                        "Vault %s has no recovery point %s. %s".formatted(invocation.vaultName(), arn, REMEDY)));
    }

    /** Why an identifier stands for no recovery point, as a sentence. */
    static String why(Resolution.None none) {
        return none.why()
                + (none.said() == null ? "" : ": " + AwsText.of(none.said().replaceFirst("\\.$", ""))) + ".";
    }

    /**
     * The failure if there is no proof which recovery point the identifier stands for. The handlers never guess, because a deleted backup
     * cannot be restored.
     */
    static HandlerFailure unclear(Invocation invocation, Resolution.Unclear unclear) {
        return new HandlerFailure(
                FailureCode.IDENTITY_UNPROVEN,
                "RecoveryPointId %s: AWS Backup no longer knows the backup job, and nothing proves which recovery point it made. Candidates: %s. Import the right one by its ARN."
                        .formatted(invocation.state().id().text(), some(unclear.candidates())));
    }

    private static String some(List<String> candidates) {
        int named = 1;
        int characters = candidates.get(0).length();
        while (named < Math.min(NAMED, candidates.size())
                && characters + candidates.get(named).length() <= CHARACTERS_NAMED) {
            characters += candidates.get(named).length();
            named++;
        }
        int more = candidates.size() - named;
        return String.join(", ", candidates.subList(0, named)) + (more == 0 ? "" : " and " + more + " more");
    }

    /** The whole model of a recovery point, with its tags and the identifier in the request. */
    static ResourceModel model(Invocation invocation, RecoveryPoint point) {
        Map<String, String> reported =
                invocation.tags().reported(invocation.points(), point.arn()).orElse(Map.of());
        return ModelTranslator.model(
                invocation.state().id(), point, reported, invocation.facts().vaultArn());
    }
}
