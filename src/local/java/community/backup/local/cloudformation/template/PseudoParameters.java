package community.backup.local.cloudformation.template;

import java.util.Set;

/** The names that every template may use without declaring them. */
public final class PseudoParameters {
    /** Leaves out the property that it is the value of. */
    public static final String NO_VALUE = "AWS::NoValue";

    /** All that the local CloudFormation knows. */
    public static final Set<String> NAMES = Set.of(
            "AWS::AccountId",
            NO_VALUE,
            "AWS::Partition",
            "AWS::Region",
            "AWS::StackId",
            "AWS::StackName",
            "AWS::URLSuffix");

    private PseudoParameters() {}
}
