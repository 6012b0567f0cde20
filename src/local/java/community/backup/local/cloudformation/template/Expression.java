package community.backup.local.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A value in a template, with its functions not yet resolved. */
public interface Expression {
    /** The value in a scope; a missing node if the value is {@code AWS::NoValue}. */
    JsonNode resolve(Scope scope);

    /** The values inside this one. */
    Stream<Expression> parts();

    /** All names that the value uses. */
    default Stream<Reference> references() {
        return parts().flatMap(Expression::references);
    }

    /** The names of the exports that the value uses, not yet resolved. */
    default Stream<Expression> imports() {
        return parts().flatMap(Expression::imports);
    }

    /** The same value without {@code Fn::If}: each is replaced by the value that its condition selects. */
    default Expression chosen(Scope scope) {
        return this;
    }

    /**
     * A name in a template.
     *
     * @param name the name of a parameter, a pseudo parameter or a resource
     * @param attribute the resource's attribute; empty for {@code Ref}
     */
    record Reference(String name, String attribute) {}

    /** A value without functions. */
    record Literal(JsonNode value) implements Expression {
        @Override
        public JsonNode resolve(Scope scope) {
            return value;
        }

        @Override
        public Stream<Expression> parts() {
            return Stream.of();
        }
    }

    /** {@code Ref} if the attribute is empty, otherwise {@code Fn::GetAtt}. */
    record Name(Reference reference) implements Expression {
        @Override
        public JsonNode resolve(Scope scope) {
            return reference.attribute().isEmpty()
                    ? scope.ref(reference.name())
                    : scope.attribute(reference.name(), reference.attribute());
        }

        @Override
        public Stream<Expression> parts() {
            return Stream.of();
        }

        @Override
        public Stream<Reference> references() {
            return Stream.of(reference);
        }
    }

    /** {@code Fn::Join}; {@code Fn::Sub} is a join without a delimiter. */
    record Join(String delimiter, Expression list) implements Expression {
        @Override
        public JsonNode resolve(Scope scope) {
            JsonNode values = list.resolve(scope);
            if (!values.isArray()) {
                throw TemplateException.error("Fn::Join needs a list of strings and was given " + values + ".");
            }
            String joined = Stream.iterate(0, i -> i < values.size(), i -> i + 1)
                    .map(i -> text(values.get(i)))
                    .collect(Collectors.joining(delimiter));
            return JsonNodeFactory.instance.textNode(joined);
        }

        @Override
        public Stream<Expression> parts() {
            return Stream.of(list);
        }

        @Override
        public Expression chosen(Scope scope) {
            return new Join(delimiter, list.chosen(scope));
        }

        private static String text(JsonNode value) {
            if (!value.isValueNode() || value.isNull()) {
                throw TemplateException.error("Fn::Join and Fn::Sub join strings only, and were given " + value + ".");
            }
            return value.asText();
        }
    }

    /** {@code Fn::ImportValue}: the value of another stack's export. */
    record Import(Expression name) implements Expression {
        @Override
        public JsonNode resolve(Scope scope) {
            return scope.imported(name.resolve(scope).asText());
        }

        @Override
        public Stream<Expression> parts() {
            return Stream.of(name);
        }

        @Override
        public Stream<Expression> imports() {
            return Stream.of(name);
        }

        @Override
        public Expression chosen(Scope scope) {
            return new Import(name.chosen(scope));
        }
    }

    /** {@code Fn::If}: one of two values. */
    record Choice(String condition, Expression then, Expression otherwise) implements Expression {
        @Override
        public JsonNode resolve(Scope scope) {
            return (scope.holds(condition) ? then : otherwise).resolve(scope);
        }

        @Override
        public Stream<Expression> parts() {
            return Stream.of(then, otherwise);
        }

        @Override
        public Expression chosen(Scope scope) {
            return (scope.holds(condition) ? then : otherwise).chosen(scope);
        }
    }

    /** {@code Fn::Equals}, in conditions and rules. */
    record Same(Expression first, Expression second) implements Expression {
        @Override
        public JsonNode resolve(Scope scope) {
            return JsonNodeFactory.instance.booleanNode(first.resolve(scope).equals(second.resolve(scope)));
        }

        @Override
        public Stream<Expression> parts() {
            return Stream.of(first, second);
        }
    }

    /** {@code Fn::Contains}, for rules: whether a list contains a value. */
    record Contains(Expression list, Expression value) implements Expression {
        @Override
        public JsonNode resolve(Scope scope) {
            JsonNode wanted = value.resolve(scope);
            for (JsonNode item : list.resolve(scope)) {
                if (item.equals(wanted)) {
                    return JsonNodeFactory.instance.booleanNode(true);
                }
            }
            return JsonNodeFactory.instance.booleanNode(false);
        }

        @Override
        public Stream<Expression> parts() {
            return Stream.of(list, value);
        }
    }

    /** {@code Fn::Not}, of another condition. */
    record Not(Expression condition) implements Expression {
        @Override
        public JsonNode resolve(Scope scope) {
            return JsonNodeFactory.instance.booleanNode(
                    !condition.resolve(scope).asBoolean());
        }

        @Override
        public Stream<Expression> parts() {
            return Stream.of(condition);
        }
    }

    /** {@code Fn::And} and {@code Fn::Or}, of other conditions. */
    record Several(boolean all, List<Expression> conditions) implements Expression {
        @Override
        public JsonNode resolve(Scope scope) {
            Stream<Boolean> each =
                    conditions.stream().map(one -> one.resolve(scope).asBoolean());
            return JsonNodeFactory.instance.booleanNode(
                    all ? each.allMatch(holds -> holds) : each.anyMatch(holds -> holds));
        }

        @Override
        public Stream<Expression> parts() {
            return conditions.stream();
        }
    }

    /** {@code Condition}: another condition, by its name. */
    record Holds(String condition) implements Expression {
        @Override
        public JsonNode resolve(Scope scope) {
            return JsonNodeFactory.instance.booleanNode(scope.holds(condition));
        }

        @Override
        public Stream<Expression> parts() {
            return Stream.empty();
        }
    }

    /** A list. */
    record Items(List<Expression> items) implements Expression {
        @Override
        public JsonNode resolve(Scope scope) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items.stream()
                    .map(item -> item.resolve(scope))
                    .filter(v -> !v.isMissingNode())
                    .forEach(array::add);
            return array;
        }

        @Override
        public Stream<Expression> parts() {
            return items.stream();
        }

        @Override
        public Expression chosen(Scope scope) {
            return new Items(items.stream().map(item -> item.chosen(scope)).toList());
        }
    }

    /** A mapping. */
    record Mapping(Map<String, Expression> fields) implements Expression {
        /** The same mapping with another value of one key. */
        public Mapping with(String key, Expression value) {
            Map<String, Expression> changed = new LinkedHashMap<>(fields);
            changed.put(key, value);
            return new Mapping(changed);
        }

        @Override
        public ObjectNode resolve(Scope scope) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach((key, field) -> {
                JsonNode value = field.resolve(scope);
                if (!value.isMissingNode()) {
                    object.set(key, value);
                }
            });
            return object;
        }

        @Override
        public Stream<Expression> parts() {
            return fields.values().stream();
        }

        @Override
        public Mapping chosen(Scope scope) {
            Map<String, Expression> values = new LinkedHashMap<>();
            fields.forEach((key, field) -> values.put(key, field.chosen(scope)));
            return new Mapping(values);
        }
    }

    /** The value of {@code AWS::NoValue}. */
    static JsonNode noValue() {
        return MissingNode.getInstance();
    }
}
