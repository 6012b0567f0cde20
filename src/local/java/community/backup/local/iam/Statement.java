package community.backup.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A statement of a policy: it allows or denies some actions on some resources, under conditions that must all hold. */
record Statement(boolean allows, Actions actions, List<String> resources, List<Condition> conditions) {
    private static final Set<String> ELEMENTS = Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "Condition");

    /** Named actions, or all actions except them. The names are case-insensitive. */
    record Actions(List<String> named, boolean allBut) {
        boolean include(String action) {
            String wanted = action.toLowerCase(Locale.ROOT);
            return allBut != named.stream().anyMatch(each -> Wildcards.match(each.toLowerCase(Locale.ROOT), wanted));
        }

        Actions without(String action) {
            return new Actions(
                    named.stream().filter(each -> !each.equals(action)).toList(), allBut);
        }
    }

    static Statement parse(JsonNode statement) {
        Set<String> unknown = new TreeSet<>();
        statement.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(ELEMENTS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("not understood here: " + unknown + " in " + statement);
        }
        boolean allows =
                switch (statement.path("Effect").asText()) {
                    case "Allow" -> true;
                    case "Deny" -> false;
                    default -> throw new IllegalArgumentException("Effect is neither Allow nor Deny: " + statement);
                };
        List<Condition> conditions = new ArrayList<>();
        statement.path("Condition").properties().forEach(operator -> operator.getValue()
                .properties()
                .forEach(key -> conditions.add(new Condition(
                        Condition.Operator.named(operator.getKey()), key.getKey(), texts(key.getValue())))));
        boolean allBut = statement.has("NotAction");
        Actions actions = new Actions(given(statement, allBut ? "NotAction" : "Action"), allBut);
        return new Statement(allows, actions, given(statement, "Resource"), List.copyOf(conditions));
    }

    boolean concerns(Access access) {
        return actions.include(access.action())
                && resources.stream().anyMatch(each -> Wildcards.matchArn(each, access.resource()))
                && conditions.stream().allMatch(condition -> condition.holds(access.context()));
    }

    Statement without(String action) {
        return new Statement(allows, actions.without(action), resources, conditions);
    }

    private static List<String> given(JsonNode statement, String element) {
        List<String> texts = texts(statement.path(element));
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(element + " is missing: " + statement);
        }
        return texts;
    }

    /** A single text as a list, or the texts of a list. */
    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.add(value.asText());
        }
        value.elements().forEachRemaining(each -> texts.add(each.asText()));
        return List.copyOf(texts);
    }
}
