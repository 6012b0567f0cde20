package community.backup.recoverypoint;

import community.backup.failure.FailureCode;
import community.backup.service.DeletionAnswer;
import community.backup.wait.Decision;
import java.util.Optional;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Deletes the nested recovery points of a composite before the composite. If AWS Backup refuses to delete the composite, an invocation
 * makes one pass over its nested recovery points. AWS Backup may delete some of them only together with the composite, such as the cluster
 * state of an EKS backup. Such a refusal counts only if nothing else is left.
 */
final class NestedDeletion {
    private NestedDeletion() {}

    /**
     * Makes one pass.
     *
     * @param composite the ARN of the composite
     * @param refused AWS Backup's refusal to delete the composite
     */
    static Decision pass(Invocation invocation, String composite, DeletionAnswer.Refused refused) {
        NestedRequests requests = new NestedRequests(invocation, composite);
        requests.visitNestedIn(composite);
        Optional<Decision> failure = requests.failure();
        if (failure.isPresent()) {
            return failure.get();
        }
        boolean stuck = requests.isStuck() || requests.refusedForGood();
        if (stuck || invocation.watch().isLastPoll()) {
            return new Decision.Failed(
                    requests.found() > 0 ? FailureCode.NESTED : refused.cause().reason(),
                    stuck ? refused.code() : HandlerErrorCode.NotStabilized,
                    refused.message()
                            + (requests.refusal() == null ? "" : " Nested in it: " + requests.refusal())
                            + requests.acceptedRequests());
        }
        return new Decision.Wait("%d recovery points nested in %s are deleted before it: %d under way, %d EXPIRED"
                .formatted(requests.found(), composite, requests.busy() - requests.expired(), requests.expired()));
    }
}
