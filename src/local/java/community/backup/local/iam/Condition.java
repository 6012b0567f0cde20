package community.backup.local.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A condition of a statement: it restricts the value of a key. */
record Condition(Operator operator, String key, List<String> values) {

    /** The operators that the policies here use. */
    enum Operator {
        STRING_EQUALS("StringEquals"),
        STRING_NOT_EQUALS("StringNotEquals"),
        STRING_LIKE("StringLike");

        private final String wireName;

        Operator(String wireName) {
            this.wireName = wireName;
        }

        static Operator named(String wireName) {
            for (Operator operator : values()) {
                if (operator.wireName.equals(wireName)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("not an operator that is understood here: " + wireName);
        }
    }

    /**
     * Whether the condition is true. Without a value of the key, only a negated operator is true. The names of keys are
     * case-insensitive.
     */
    boolean holds(Map<String, String> context) {
        String wanted = key.toLowerCase(Locale.ROOT);
        List<String> given = context.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(wanted))
                .map(Map.Entry::getValue)
                .toList();
        return switch (operator) {
            case STRING_EQUALS -> given.stream().anyMatch(values::contains);
            case STRING_NOT_EQUALS -> given.stream().noneMatch(values::contains);
            case STRING_LIKE ->
                given.stream().anyMatch(value -> values.stream().anyMatch(each -> Wildcards.match(each, value)));
        };
    }
}
