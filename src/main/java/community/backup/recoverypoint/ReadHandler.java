package community.backup.recoverypoint;

import community.backup.recoverypoint.failure.HandlerFailure;
import community.backup.recoverypoint.failure.Quote;
import community.backup.recoverypoint.point.RecoveryPoint;
import community.backup.recoverypoint.point.RecoveryPointId;
import community.backup.recoverypoint.point.Resolution;
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
    ProgressEvent<ResourceModel, CallbackContext> answer(Invocation it) {
        RecoveryPointId id = it.id();
        Resolution resolution = it.resolve();
        if (resolution instanceof Resolution.InTheMaking making) {
            return it.done(ModelTranslator.inTheMaking(id, it.vaultName(), making.job(), it.vaultArn()));
        }
        return it.done(existing(it, resolution));
    }

    /** The recovery point that is meant, as AWS Backup reports it; a failure where there is none or where it is unclear. */
    static RecoveryPoint existing(Invocation it, Resolution resolution) {
        if (resolution instanceof Resolution.Known known) {
            it.refuseElsewhere("RecoveryPointId", known.arn());
            return it.points()
                    .find(it.vaultName(), known.arn())
                    .orElseThrow(() -> new HandlerFailure(
                            HandlerErrorCode.NotFound,
                            "Vault %s has no recovery point %s. %s".formatted(it.vaultName(), known.arn(), MISSING)));
        }
        if (resolution instanceof Resolution.None none) {
            throw new HandlerFailure(HandlerErrorCode.NotFound, why(none) + " " + MISSING);
        }
        throw unclear(it, (Resolution.Unclear) resolution);
    }

    /** Why an identity stands for no recovery point, a sentence. */
    static String why(Resolution.None none) {
        return none.why()
                + (none.said() == null ? "" : ": " + Quote.of(none.said().replaceFirst("\\.$", ""))) + ".";
    }

    /** Never guess which backup is meant. */
    static HandlerFailure unclear(Invocation it, Resolution.Unclear unclear) {
        return new HandlerFailure(
                HandlerErrorCode.InvalidRequest,
                "RecoveryPointId %s: AWS Backup no longer knows the backup job, and nothing proves which recovery point it made. Candidates: %s. Import the right one by its ARN."
                        .formatted(it.id().text(), some(unclear.candidates())));
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
