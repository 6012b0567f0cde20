package community.backup.local.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import community.backup.local.cloudformation.template.Expression;
import community.backup.local.cloudformation.template.Expression.Literal;
import community.backup.local.cloudformation.template.Template;
import community.backup.local.cloudformation.template.TemplateException;
import community.backup.local.s3.StoredObjects;
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
 * The templates of nested stacks. It replaces the file names in {@code TemplateURL} by addresses, as {@code aws
 * cloudformation package} does. The address depends on the content of the file, so that a changed file changes the
 * parent too. URLs of uploaded templates stay as they are.
 */
final class NestedTemplates {
    private static final String PROPERTY = "TemplateURL";
    private static final String ADDRESS = "https://s3.amazonaws.com/local/";

    private final StoredObjects objects;
    private final Map<String, NestedTemplate> uploaded = new HashMap<>();
    private final Set<Path> beingRead = new HashSet<>();

    /**
     * @param objects the uploaded templates
     */
    NestedTemplates(StoredObjects objects) {
        this.objects = objects;
    }

    /**
     * A template.
     *
     * @param folder file names in the template are relative to it; empty if the template was uploaded
     */
    record NestedTemplate(String text, Optional<Path> folder) {}

    /**
     * The template with addresses instead of file names.
     *
     * @param folder file names are relative to it; empty if the template must not contain any
     * @throws TemplateException if a file cannot be read, or is not a valid template
     */
    Template packaged(Template template, Optional<Path> folder) {
        return template.withResources(resource -> {
            Expression url = resource.properties().fields().get(PROPERTY);
            return resource.type().equals(Stack.TYPE) && url != null && !isUploaded(url)
                    ? resource.with(PROPERTY, address(file(resource.logicalId(), url, folder)))
                    : resource;
        });
    }

    /**
     * The template at an address, packaged or uploaded.
     *
     * @throws TemplateException if no template is there
     */
    NestedTemplate at(String address) {
        NestedTemplate packaged = uploaded.get(address);
        return packaged != null ? packaged : new NestedTemplate(text(address), Optional.empty());
    }

    /**
     * The text of the uploaded template at an address.
     *
     * @throws TemplateException if no template is there
     */
    String text(String address) {
        return objects.text(address)
                .orElseThrow(() -> new TemplateException(
                        "S3 error: The specified key does not exist. The local S3 has nothing at " + address + "."));
    }

    /** A function can only produce the URL of an uploaded template, since file names are literals. */
    private static boolean isUploaded(Expression url) {
        return !(url instanceof Literal literal) || literal.value().asText().contains("://");
    }

    private static Path file(String logicalId, Expression url, Optional<Path> folder) {
        if (folder.isPresent() && url instanceof Literal literal) {
            return folder.get().resolve(literal.value().asText()).normalize();
        }
        throw new TemplateException("Template error: Resources." + logicalId + "." + PROPERTY
                + " must be an address in S3, or, where the template is a file, the path of another beside it.");
    }

    private Literal address(Path file) {
        if (!beingRead.add(file)) {
            throw new TemplateException("Template error: " + file + " nests itself.");
        }
        try {
            NestedTemplate nested = new NestedTemplate(Files.readString(file), Optional.of(file.resolveSibling("")));
            Template template = packaged(Template.parse(nested.text()), nested.folder());
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
