package community.backup.local.cloudformation.api;

import community.backup.local.cloudformation.template.Template;
import java.util.List;
import java.util.Set;

/** The capabilities of a template: a caller must acknowledge that it creates IAM resources. */
final class Capabilities {
    private static final String IAM = "CAPABILITY_IAM";
    private static final String NAMED_IAM = "CAPABILITY_NAMED_IAM";

    /** The properties that name IAM resources. */
    private static final Set<String> NAMES =
            Set.of("RoleName", "UserName", "GroupName", "ManagedPolicyName", "InstanceProfileName");

    private Capabilities() {}

    /** The capabilities that the template needs: one or none. */
    static List<String> needed(Template template) {
        List<Template.DeclaredResource> iam = template.resources().values().stream()
                .filter(resource -> resource.type().startsWith("AWS::IAM::"))
                .toList();
        boolean named = iam.stream().anyMatch(resource -> resource.properties().fields().keySet().stream()
                .anyMatch(NAMES::contains));
        return iam.isEmpty() ? List.of() : List.of(named ? NAMED_IAM : IAM);
    }

    /**
     * Checks that the request has the capabilities that its template needs.
     *
     * @throws ApiException if one is missing
     */
    static void check(QueryRequest query, Template template) {
        List<String> given = query.texts("Capabilities");
        for (String needed : needed(template)) {
            if (!given.contains(NAMED_IAM) && !given.contains(needed)) {
                throw new ApiException("InsufficientCapabilitiesException", "Requires capabilities : [" + needed + "]");
            }
        }
    }
}
