package community.backup.local.iam;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The permissions of a caller.
 *
 * @param policies the identity-based policies: one of them must allow a request, and none may deny it
 * @param boundary the permissions boundary, which must allow a request too
 */
public record Identity(List<Policy> policies, Optional<Policy> boundary) {
    /** A caller with all permissions. */
    public static final Identity UNRESTRICTED = new Identity(
            List.of(new Policy(
                    List.of(new Statement(true, new Statement.Actions(List.of("*"), false), List.of("*"), List.of())))),
            Optional.empty());

    /** The actions that the policies allow. */
    public Set<String> allowedActions() {
        Set<String> actions = new TreeSet<>();
        policies.forEach(policy -> actions.addAll(policy.allowedActions()));
        return actions;
    }

    /** The same permissions without an action. */
    public Identity without(String action) {
        return new Identity(
                policies.stream().map(policy -> policy.without(action)).toList(), boundary);
    }

    /** The same permissions within a permissions boundary. */
    public Identity within(Policy permissionsBoundary) {
        return new Identity(policies, Optional.of(permissionsBoundary));
    }

    /** Whether the caller may make a request. */
    public boolean allows(Access access) {
        return refusal(access).isEmpty();
    }

    /** The reason of a refusal, as the end of the sentence in AWS's answer; empty if the request is allowed. */
    public Optional<String> refusal(Access access) {
        return refusal(policies, access, "identity-based policy", "an identity-based policy")
                .or(() -> boundary.flatMap(
                        policy -> refusal(List.of(policy), access, "permissions boundary", "a permissions boundary")));
    }

    private static Optional<String> refusal(List<Policy> policies, Access access, String kind, String oneOfKind) {
        Set<Policy.Verdict> verdicts = new TreeSet<>();
        policies.forEach(policy -> verdicts.add(policy.judge(access)));
        if (verdicts.contains(Policy.Verdict.DENIED)) {
            return Optional.of("with an explicit deny in " + oneOfKind);
        }
        return verdicts.contains(Policy.Verdict.ALLOWED)
                ? Optional.empty()
                : Optional.of("because no " + kind + " allows the " + access.action() + " action");
    }
}
