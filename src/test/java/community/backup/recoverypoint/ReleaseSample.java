package community.backup.recoverypoint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.JobView;
import community.backup.recoverypoint.LocalAccount.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import software.amazon.cloudformation.resource.Serializer;

/**
 * The model and the callback context that a release gave to CloudFormation in some phase of an operation, as JSON.
 * Values that differ between accounts are placeholders, such as {@code ${point 1}}, {@code ${job 1}} and
 * {@code ${job 1 created}}. Times are {@code ${now - MILLIS}}.
 */
@NullMarked
record ReleaseSample(JsonNode model, JsonNode context) {
    static final Path FOLDER = Path.of("src", "test", "resources", "releases");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TIME = Pattern.compile("\"[$]\\{now - (-?[0-9]+)}\"");

    /** The sample of a handler's last answer. */
    static ReleaseSample of(Step step, LocalAccount account) throws IOException {
        Serializer serializer = new Serializer();
        String model = serializer.serialize(step.event().getResourceModel());
        String context = serializer.serialize(step.event().getCallbackContext());
        for (Map.Entry<String, String> name : names(account).entrySet()) {
            model = model.replace(name.getValue(), name.getKey());
            context = context.replace(name.getValue(), name.getKey());
        }
        long now = step.at().toEpochMilli();
        String timeless = Pattern.compile(":([0-9]{12,14})(?=[,}])")
                .matcher(context)
                .replaceAll((MatchResult time) -> ":\"\\${now - " + (now - Long.parseLong(time.group(1))) + "}\"");
        return new ReleaseSample(JSON.readTree(model), JSON.readTree(timeless));
    }

    static ReleaseSample read(Path file) throws IOException {
        JsonNode json = JSON.readTree(file.toFile());
        return new ReleaseSample(json.get("resourceModel"), json.get("callbackContext"));
    }

    void write(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.set("resourceModel", model);
        json.set("callbackContext", context);
        Files.createDirectories(file.getParent());
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    /** The model, in an account that is in the same phase. */
    ResourceModel modelIn(LocalAccount account) throws IOException {
        return new Serializer().deserialize(text(model, account, Instant.EPOCH), new TypeReference<ResourceModel>() {});
    }

    /** The context, in an account that was in the same phase at {@code now}. */
    CallbackContext contextIn(LocalAccount account, Instant now) throws IOException {
        return new Serializer().deserialize(text(context, account, now), new TypeReference<CallbackContext>() {});
    }

    private static String text(JsonNode json, LocalAccount account, Instant now) {
        String text = json.toString();
        for (Map.Entry<String, String> name : names(account).entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return TIME.matcher(text).replaceAll(time -> Long.toString(now.toEpochMilli() - Long.parseLong(time.group(1))));
    }

    /** The values of the account, by their placeholders. */
    private static Map<String, String> names(LocalAccount account) {
        Map<String, String> names = new LinkedHashMap<>();
        int number = 0;
        for (JobView job : account.world.jobs()) {
            number++;
            names.put("${job " + number + " created}", job.created().toString());
            names.put("${job " + number + "}", job.id());
            names.put("${made by job " + number + "}", job.pointArn());
        }
        number = 0;
        for (var point : account.world.pointsIn(LocalAccount.VAULT)) {
            number++;
            names.putIfAbsent("${point " + number + "}", point.arn());
        }
        return names;
    }
}
