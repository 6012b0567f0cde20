package community.backup.cdk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.constructs.IValidation;

/**
 * Checks a recovery point's tags. {@code Tags.of(scope)} can add tags until the synthesis, so they are checked then.
 * The type's handler checks a tag that is known only when the stack is deployed.
 */
final class TagRules implements IValidation {
    private static final Form KEY = Schema.RECOVERY_POINT.tag("Key");
    private static final Form VALUE = Schema.RECOVERY_POINT.tag("Value");
    private static final long MOST = Schema.RECOVERY_POINT.mostTags();
    private static final String RESERVED = "aws:";

    private final CfnRecoveryPoint resource;

    TagRules(CfnRecoveryPoint resource) {
        this.resource = resource;
    }

    @Override
    public List<String> validate() {
        List<String> problems = new ArrayList<>();
        Map<String, String> own = resource.getCdkTagManager().tagValues();
        own.forEach((key, value) -> checkForm(key, value, problems));
        checkNumber(own, problems);
        return problems;
    }

    private static void checkForm(String key, String value, List<String> problems) {
        if (Token.isUnresolved(key)) {
            return;
        }
        if (!KEY.admits(key.length())) {
            problems.add("Tags: the key \"%s\" has %d characters. Give it %d to %d."
                    .formatted(key, key.length(), KEY.least(), KEY.most()));
        }
        if (isReserved(key)) {
            problems.add("Tags: the key \"%s\" begins with %s, which is reserved for AWS. Give the tag another key."
                    .formatted(key, RESERVED));
        }
        if (!Token.isUnresolved(value) && !VALUE.admits(value.length())) {
            problems.add("Tags: the value of \"%s\" has %d characters. Give it %d at most."
                    .formatted(key, value.length(), VALUE.most()));
        }
    }

    /** Checks the number of tags. The message is that of the handler, which counts the tags of the stack too. */
    private void checkNumber(Map<String, String> own, List<String> problems) {
        Set<String> ofStack =
                new HashSet<>(Stack.of(resource).getTags().tagValues().keySet());
        ofStack.removeAll(own.keySet());
        ofStack.removeIf(TagRules::isReserved);
        if (own.size() + ofStack.size() > MOST) {
            problems.add(
                    "Tags has %d tags, and the stack adds %d: AWS Backup takes %d tags for a recovery point. Remove some from Tags or from the stack."
                            .formatted(own.size(), ofStack.size(), MOST));
        }
    }

    private static boolean isReserved(String key) {
        return key.toLowerCase(Locale.ROOT).startsWith(RESERVED);
    }
}
