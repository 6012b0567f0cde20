package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import community.backup.local.cloudformation.template.Expression;
import community.backup.local.cloudformation.template.Expression.Literal;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The templates of nested stacks. Does what {@code aws cloudformation package} does: in the place of a file, {@code
 * TemplateURL} gets an address that changes with what the file holds, so that a change of it is one of the parent.
 */
final class NestedTemplates {
    private static final String PROPERTY = "TemplateURL";
    private static final String ADDRESS = "https://s3.amazonaws.com/local/";

    private final Map<String, NestedTemplate> uploaded = new HashMap<>();
    private final Set<Path> beingRead = new HashSet<>();

    /** A template with the folder to which the files that it names are relative. */
    record NestedTemplate(String text, Path folder) {}

    /**
     * The template with addresses in the place of files.
     *
     * @param folder to which the files are relative; empty where there can be none
     * @throws TemplateException if a file cannot be read, or is not a valid template
     */
    Template packaged(Template template, Optional<Path> folder) {
        return template.withResources(resource -> {
            Expression url = resource.properties().fields().get(PROPERTY);
            return resource.type().equals(Stack.TYPE) && url != null
                    ? resource.with(PROPERTY, address(file(resource.logicalId(), url, folder)))
                    : resource;
        });
    }

    /** What was packaged to this address. */
    NestedTemplate at(String address) {
        return Optional.ofNullable(uploaded.get(address)).orElseThrow();
    }

    private static Path file(String logicalId, Expression url, Optional<Path> folder) {
        if (folder.isPresent()
                && url instanceof Literal literal
                && !literal.value().asText().contains("://")) {
            return folder.get().resolve(literal.value().asText()).normalize();
        }
        throw new TemplateException("Template error: Resources." + logicalId + "." + PROPERTY
                + " must be the path of a file beside the template here, as before aws cloudformation package.");
    }

    private Literal address(Path file) {
        if (!beingRead.add(file)) {
            throw new TemplateException("Template error: " + file + " nests itself.");
        }
        try {
            NestedTemplate nested = new NestedTemplate(Files.readString(file), file.resolveSibling(""));
            Template template = packaged(Template.parse(nested.text()), Optional.of(nested.folder()));
            String address = ADDRESS
                    + UUID.nameUUIDFromBytes(template.toString().getBytes(StandardCharsets.UTF_8)) + ".template";
            uploaded.put(address, nested);
            return new Literal(JsonNodeFactory.instance.textNode(address));
        } catch (IOException e) {
            throw new TemplateException("Template error: the nested template " + file + " cannot be read.");
        } finally {
            beingRead.remove(file);
        }
    }
}
