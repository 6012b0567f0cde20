package community.backup.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.cloudformation.StackRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A stack from a user's template.
 *
 * @param resourcesToImport a file in the format of the AWS CLI's {@code --resources-to-import}; empty without an import
 */
record UserStack(String name, Path template, Map<String, String> parameters, Optional<Path> resourcesToImport) {

    /**
     * The request to CloudFormation.
     *
     * @throws IOException if the template cannot be read
     */
    StackRequest request() throws IOException {
        return new StackRequest(
                name, Files.readString(template), parameters, Map.of(), Optional.of(template.resolveSibling("")));
    }

    /**
     * The resources to import: for each logical id, the properties of its primary identifier.
     *
     * @throws IOException if the file cannot be read
     */
    Map<String, Map<String, String>> identifiers() throws IOException {
        Map<String, Map<String, String>> identifiers = new LinkedHashMap<>();
        if (resourcesToImport.isPresent()) {
            for (JsonNode resource :
                    new ObjectMapper().readTree(resourcesToImport.get().toFile())) {
                Map<String, String> properties = new LinkedHashMap<>();
                resource.path("ResourceIdentifier")
                        .properties()
                        .forEach(property -> properties.put(
                                property.getKey(), property.getValue().asText()));
                identifiers.put(resource.path("LogicalResourceId").asText(), properties);
            }
        }
        return identifiers;
    }
}
