package community.backup.recoverypoint;

import community.backup.failure.AwsText;
import community.backup.failure.HandlerFailure;
import community.backup.service.RecoveryPoint;
import java.util.List;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Reads a recovery point; one that its backup job is still making is a resource with the status CREATING. */
public final class ReadHandler extends Handler {
    private static final String MISSING = "Correct the identifier, or remove the resource from the template.";

    /** So many candidates are named, and no more than so many characters of them. */
    private static final int NAMED = 10;

    private static final int CHARACTERS_NAMED = 550;

    public ReadHandler() {
        this(Wiring.ofContainer());
    }

    ReadHandler(Wiring wiring) {
        super(Operation.READ, wiring);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> answer(Invocation invocation) {
        RecoveryPointId id = invocation.id();
        Resolution resolution = invocation.resolve();
        if (resolution instanceof Resolution.InTheMaking making) {
            return invocation.done(
                    ModelTranslator.inTheMaking(id, invocation.vaultName(), making.job(), invocation.vaultArn()));
        }
        return invocation.done(existing(invocation, resolution));
    }

    /** The recovery point that is meant, as AWS Backup reports it; a failure where there is none or where it is unclear. */
    static RecoveryPoint existing(Invocation invocation, Resolution resolution) {
        if (resolution instanceof Resolution.Known known) {
            invocation.refuseElsewhere("RecoveryPointId", known.arn());
            return invocation
                    .points()
                    .find(invocation.vaultName(), known.arn())
                    .orElseThrow(() -> new HandlerFailure(
                            HandlerErrorCode.NotFound,
                            "Vault %s has no recovery point %s. %s"
                                    .formatted(invocation.vaultName(), known.arn(), MISSING)));
        }
        if (resolution instanceof Resolution.None none) {
            throw new HandlerFailure(HandlerErrorCode.NotFound, why(none) + " " + MISSING);
        }
        throw unclear(invocation, (Resolution.Unclear) resolution);
    }

    /** Why an identity stands for no recovery point, a sentence. */
    static String why(Resolution.None none) {
        return none.why()
                + (none.said() == null ? "" : ": " + AwsText.of(none.said().replaceFirst("\\.$", ""))) + ".";
    }

    /** Never guess which backup is meant. */
    static HandlerFailure unclear(Invocation invocation, Resolution.Unclear unclear) {
        return new HandlerFailure(
                HandlerErrorCode.InvalidRequest,
                "RecoveryPointId %s: AWS Backup no longer knows the backup job, and nothing proves which recovery point it made. Candidates: %s. Import the right one by its ARN."
                        .formatted(invocation.id().text(), some(unclear.candidates())));
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
}
