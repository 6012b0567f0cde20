package community.backup.local.cloudformation.template;

import java.util.Set;

/** The names that every template may use without declaring them. */
public final class PseudoParameters {
    /** A property with this value is left out. */
    public static final String NO_VALUE = "AWS::NoValue";

    /** All pseudo parameters that the local CloudFormation knows. */
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
