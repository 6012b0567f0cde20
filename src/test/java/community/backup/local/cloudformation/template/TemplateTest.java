package community.backup.local.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    /** Resolves every name to the name itself in angle brackets. */
    private static final Scope NAMES = new Scope() {
        @Override
        public JsonNode ref(String name) {
            return name.equals(PseudoParameters.NO_VALUE) ? Expression.noValue() : text("<" + name + ">");
        }

        @Override
        public JsonNode attribute(String logicalId, String attribute) {
            return text("<" + logicalId + "." + attribute + ">");
        }

        @Override
        public JsonNode imported(String exportName) {
            return text("<<" + exportName + ">>");
        }

        @Override
        public boolean holds(String condition) {
            return condition.equals("Yes");
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "!Ref P = \"<P>\"",
                "{Ref: P} = \"<P>\"",
                "!GetAtt B.Arn = \"<B.Arn>\"",
                "!GetAtt [B, C.D] = \"<B.C.D>\"",
                "!Sub 'x-${P}-${B.Arn}-${AWS::Region}-${!Kept}' = \"x-<P>-<B.Arn>-<AWS::Region>-${Kept}\"",
                "!Sub ['${V}/${P}', {V: !GetAtt B.Arn}] = \"<B.Arn>/<P>\"",
                "!ImportValue name = \"<<name>>\"",
                "{Fn::ImportValue: !Sub '${P}-x'} = \"<<<P>-x>>\"",
                "!Join [':', [a, !Ref P, 1]] = \"a:<P>:1\"",
                "[!Ref P, !Ref AWS::NoValue] = [\"<P>\"]",
                "!If [Yes, !Ref P, b] = \"<P>\"",
                "[!If [No, a, !If [Yes, b, c]], !If [Yes, !Ref AWS::NoValue, d]] = [\"b\"]",
                "{K: !Ref AWS::NoValue, L: 2024-01-02, M: 0123, N: true} = {\"L\":\"2024-01-02\",\"M\":\"0123\",\"N\":true}"
            })
    void functions_are_resolved(String yaml, String json) {
        assertThat(value(yaml).resolve(NAMES).toString()).isEqualTo(json);
    }

    @Test
    void yaml_and_json_say_the_same() {
        Template yaml = Template.parse("""
                AWSTemplateFormatVersion: 2010-09-09
                Resources:
                  A:
                    Type: T
                    DependsOn: [B]
                    Properties: {X: !Sub "${B}"}
                  B: {Type: T, DeletionPolicy: Retain}
                """);
        Template json = Template.parse("""
                {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {
                \t"A": {"Type": "T", "DependsOn": "B", "Properties": {"X": {"Fn::Sub": "${B}"}}},
                \t"B": {"Type": "T", "DeletionPolicy": "Retain"}}}
                """);

        assertThat(yaml).isEqualTo(json);
        assertThat(yaml.dependencies("A")).containsExactly("B");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{Resources: {}} # Template format error: At least one Resources member must be defined.",
                "{Resources: {A: {Type: T}}, Outputs: {O: {}}} # Outputs.O has no Value.",
                "[a] # Template format error: unsupported structure.",
                "{a: 1, a: 2} # Template format error: YAML not well-formed: found duplicate key a. (line 2, column 8)",
                "{Resources: {A: {Type: T}}, Mappings: {}} # Mappings in the template is not known to",
                "{Resources: {A: {Type: T, Condition: C}}} # Unresolved condition dependency C in Resources.A",
                "{Resources: {A: {Type: T}}, Outputs: {O: {Condition: C, Value: a}}} # Unresolved condition dependency C in Outputs.O",
                "{Resources: {A: {Type: T, Properties: {X: !Select [0, [a]]}}}} # Fn::Select at Resources.A.X is not known to",
                "{Resources: {A: {Type: T, Properties: {X: !If [a, b, c]}}}} # Unresolved condition dependency a in Fn::If",
                "{Resources: {A: {Type: T, Properties: {X: !If [a, b]}}}} # Fn::If at Resources.A.X needs a condition and two",
                "{Conditions: {C: !Not [a]}, Resources: {A: {Type: T}}} # Conditions.C must be Fn::Equals of two values",
                "{Conditions: {C: !Or [!Equals [a, a]]}, Resources: {A: {Type: T}}} # Conditions.C must be Fn::Equals of two values",
                "{Conditions: {C: !Not [Condition: D]}, Resources: {A: {Type: T}}} # Unresolved condition dependency D in Conditions.C",
                "{Conditions: {C: !Not [Condition: D], D: !Not [Condition: C]}, Resources: {A: {Type: T}}} # Circular dependency between conditions: [C, D]",
                "{Conditions: {C: !Equals [!Ref Z, a]}, Resources: {A: {Type: T}}} # Unresolved resource dependencies [Z]",
                "{Resources: {A: {Type: T, Properties: {X: !Ref Z}}}} # Unresolved resource dependencies [Z]",
                "{Resources: {A: {Type: T, DependsOn: Z}}} # Unresolved resource dependencies [Z]",
                "{Resources: {A: {Type: T, DependsOn: B}, B: {Type: T, DependsOn: A}}} # Circular dependency between resources: [A, B]",
                "{Resources: {A: {Type: T, DeletionPolicy: Snapshot}}} # Resources.A.DeletionPolicy is Snapshot",
                "{Resources: {A: {Properties: {}}}} # Resources.A needs a Type.",
                "{Resources: {A: {Type: T, Properties: {X: null}}}} # null values are not allowed in templates, at Resources.A.X.",
                "{Resources: {A: {Type: T, Properties: {X: !Join [a]}}}} # Fn::Join at Resources.A.X needs a delimiter",
                "{Resources: {A_B: {Type: T}}} # the name A_B in Resources must consist of letters and digits.",
                "{Parameters: {P: {Type: Date}}, Resources: {A: {Type: T}}} # Parameters.P.Type is Date"
            })
    void what_is_wrong_or_unknown_is_said_with_its_place(String template, String message) {
        assertThatThrownBy(() -> Template.parse("---\n" + template))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_condition_holds_where_both_sides_are_the_same() {
        Template template = Template.parse("""
                Parameters: {P: {Type: String}}
                Conditions: {Same: !Equals [!Ref P, <P>], Other: !Equals [!Join ["", [!Ref P, a]], <P>]}
                Resources: {A: {Type: T}}
                """);

        assertThat(template.holds("Same", NAMES)).isTrue();
        assertThat(template.holds("Other", NAMES)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "!And [Condition: Yes, !Equals [b, b]] # true",
                "!And [Condition: Yes, Condition: No] # false",
                "!Or [Condition: No, Condition: Yes] # true",
                "!Or [Condition: No, !Equals [a, b], !And [Condition: No, Condition: Yes]] # false",
            })
    void conditions_can_be_made_of_others(String condition, boolean holds) {
        Template template = Template.parse("Conditions: {Yes: !Equals [a, a], No: !Equals [a, b], C: " + condition
                + "}\nResources: {A: {Type: T}}");

        assertThat(template.holds("C", NAMES)).isEqualTo(holds);
    }

    @Test
    void what_has_a_condition_that_does_not_hold_is_left_out_and_the_rest_is_what_the_conditions_choose() {
        Template template = Template.parse("""
                Parameters: {P: {Type: String}}
                Conditions:
                  Yes: !Equals [!Ref P, <P>]
                  No: !Not [!Equals [!Ref P, <P>]]
                Resources:
                  A: {Type: T, Condition: Yes, DependsOn: [B, C], Properties: {X: !If [No, !Ref B, !Ref C]}}
                  B: {Type: T, Condition: No}
                  C: {Type: T}
                Outputs:
                  OfA: {Condition: Yes, Value: !Ref A}
                  OfB: {Condition: No, Value: !Ref B}
                """).chosen(NAMES);

        assertThat(template.resources()).containsOnlyKeys("A", "C");
        assertThat(template.outputs()).containsOnlyKeys("OfA");
        assertThat(template.dependencies("A")).containsExactly("C");
    }

    @Test
    void what_is_left_may_not_name_what_is_left_out() {
        Template template = Template.parse("""
                Conditions: {No: !Equals [a, b]}
                Resources:
                  A: {Type: T, Properties: {X: !Ref B}}
                  B: {Type: T, Condition: No}
                """);

        assertThatThrownBy(() -> template.chosen(NAMES)).hasMessageContaining("Unresolved resource dependencies [B]");
    }

    @Test
    void a_parameter_takes_its_default_and_only_allowed_values() {
        Parameter parameter =
                Template.parse("""
                        Parameters: {P: {Type: Number, Default: 7, AllowedValues: [7, 8]}}
                        Resources: {A: {Type: T}}
                        """).parameters().values().iterator().next();

        assertThat(parameter.value(Optional.empty()).asText()).isEqualTo("7");
        assertThatThrownBy(() -> parameter.value(Optional.of("9"))).hasMessageContaining("must be one of [7, 8]");
    }

    private static Expression value(String yaml) {
        Template template = Template.parse(
                "---\n{Parameters: {P: {Type: String}}, Conditions: {Yes: !Equals [a, a], No: !Equals [a, b]}, Resources: {B: {Type: T}, "
                        + "A: {Type: T, Properties: {X: " + yaml + "}}}}");
        return template.resource("A").properties().fields().values().iterator().next();
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }
}
