package community.backup.local.cloudformation.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML and JSON into one tree. A short form such as {@code !Sub x} becomes the long one, {@code {Fn::Sub: x}}.
 */
final class TemplateReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TemplateReader() {}

    static ObjectNode read(String text) {
        JsonNode tree = text.stripLeading().startsWith("{") ? json(text) : yaml(text);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new TemplateException("Template format error: unsupported structure.");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new TemplateException("Template format error: JSON not well-formed. (line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        }
    }

    private static JsonNode yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Object tree = new Yaml(
                            new ShortForms(options),
                            new Representer(new DumperOptions()),
                            new DumperOptions(),
                            options,
                            new PlainScalars())
                    .load(text);
            return JSON.valueToTree(tree);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String place =
                    mark == null ? "" : " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")";
            throw new TemplateException("Template format error: YAML not well-formed: " + e.getProblem() + "." + place);
        }
    }

    /**
     * Turns {@code !Name value} into a mapping with one key. It accepts every name; {@link ExpressionParser} refuses
     * unknown ones.
     */
    private static final class ShortForms extends SafeConstructor {
        ShortForms(LoaderOptions options) {
            super(options);
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    String name = node.getTag().getValue().substring(1);
                    String function = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
                    return Map.of(function, untagged(node));
                }
            });
        }

        private Object untagged(Node node) {
            if (node instanceof ScalarNode scalar) {
                return scalar.getValue();
            }
            if (node instanceof SequenceNode sequence) {
                return constructSequence(sequence);
            }
            return constructMapping((MappingNode) node);
        }
    }

    /** Leaves dates, octal numbers and account ids with a leading zero as text. */
    private static final class PlainScalars extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?(0|[1-9][0-9]*)"), "-+0123456789");
            addImplicitResolver(Tag.FLOAT, Pattern.compile("[-+]?(0|[1-9][0-9]*)\\.[0-9]+"), "-+0123456789");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL"), "~nN");
            addImplicitResolver(Tag.NULL, EMPTY, null);
            addImplicitResolver(Tag.MERGE, MERGE, "<");
        }
    }
}
