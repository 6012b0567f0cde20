package community.backup.recoverypoint;

import community.backup.service.DeletionAnswer;
import community.backup.wait.Decision;
import java.util.Optional;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Deletes the recovery points nested in a composite before the composite. Each invocation asks for the composite first, and if AWS Backup
 * refuses, makes one pass over its nested recovery points. AWS Backup may delete a nested one only together with the composite (the
 * cluster state of an EKS backup): its refusal counts only when nothing else is left.
 */
final class NestedDeletion {
    private NestedDeletion() {}

    /**
     * One pass.
     *
     * @param composite the ARN of the composite
     * @param refused why AWS Backup does not delete the composite now
     */
    static Decision pass(Invocation invocation, String composite, DeletionAnswer.Refused refused) {
        NestedRequests requests = new NestedRequests(invocation, composite);
        requests.visitNestedIn(composite);
        Optional<Decision> failure = requests.failure();
        if (failure.isPresent()) {
            return failure.get();
        }
        boolean stuck = requests.isStuck() || requests.refusedForGood();
        if (stuck || invocation.watch().lastChance()) {
            return new Decision.Failed(
                    stuck ? refused.code() : HandlerErrorCode.NotStabilized,
                    refused.message()
                            + (requests.refusal() == null ? "" : " Nested in it: " + requests.refusal())
                            + requests.deleted());
        }
        return new Decision.Wait("%d recovery points nested in %s are deleted before it: %d under way, %d EXPIRED"
                .formatted(requests.found(), composite, requests.busy() - requests.expired(), requests.expired()));
    }
}
