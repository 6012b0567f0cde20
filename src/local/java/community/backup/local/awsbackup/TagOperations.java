package community.backup.local.awsbackup;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * ListTags, TagResource, UntagResource: for vaults and for recovery points whose ARN has the service {@code backup}.
 * The source service has the tags of every other recovery point, and a request for them here is an error.
 */
final class TagOperations {
    private static final int MOST_TAGS = 50;

    private final Store store;

    TagOperations(Store store) {
        this.store = store;
    }

    /** Rejects tags that no AWS service accepts. */
    static void check(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            checkKey(key);
            if (value.length() > 256) {
                throw AwsError.invalidParameter("Invalid tag: " + key).thrown();
            }
        });
        checkNumber(tags);
    }

    private static void checkKey(String key) {
        if (key.isEmpty() || key.length() > 128 || isReserved(key)) {
            throw AwsError.invalidParameter("Invalid tag: " + key).thrown();
        }
    }

    /** The limit does not apply to tags of AWS. */
    private static void checkNumber(Map<String, String> tags) {
        if (tags.keySet().stream().filter(key -> !isReserved(key)).count() > MOST_TAGS) {
            throw AwsError.limitExceeded("The resultant tag set must not have more than " + MOST_TAGS + " user tags.")
                    .thrown();
        }
    }

    /** Whether only AWS can set or remove tags with this key. */
    private static boolean isReserved(String key) {
        return key.toLowerCase(Locale.ROOT).startsWith("aws:");
    }

    Shape list(ApiCall call) {
        TreeMap<String, Map.Entry<String, String>> tags = new TreeMap<>();
        read(call).entrySet().forEach(tag -> tags.put(" " + tag.getKey(), Map.entry(tag.getKey(), tag.getValue())));
        Pages.ListPage<Map.Entry<String, String>> page = Pages.of(call, store, tags, Optional::of);
        Map<String, String> shown = new LinkedHashMap<>();
        page.items().forEach(tag -> shown.put(tag.getKey(), tag.getValue()));
        return new Shape().with("Tags", shown).with("NextToken", page.next());
    }

    @Nullable Shape tag(ApiCall call) {
        if (!call.body().hasNonNull("Tags")) {
            throw AwsError.missingParameter("Tags").thrown();
        }
        Map<String, String> result = new LinkedHashMap<>(read(call));
        check(call.map("Tags"));
        result.putAll(call.map("Tags"));
        checkNumber(result);
        write(call, tags -> result);
        return null;
    }

    @Nullable Shape untag(ApiCall call) {
        if (!call.body().hasNonNull("TagKeyList")) {
            throw AwsError.missingParameter("TagKeyList").thrown();
        }
        Map<String, String> result = new LinkedHashMap<>(read(call));
        call.body().get("TagKeyList").forEach(key -> {
            checkKey(key.asText());
            result.remove(key.asText());
        });
        write(call, tags -> result);
        return null;
    }

    private Map<String, String> read(ApiCall call) {
        Optional<Vault> vault = vault(call.arn());
        return vault.isPresent()
                ? vault.get().tagsAt(call.time())
                : point(call.arn(), call.time()).at(call.time()).orElseThrow().tags();
    }

    private void write(ApiCall call, UnaryOperator<Map<String, String>> change) {
        Optional<Vault> vault = vault(call.arn());
        if (vault.isPresent()) {
            vault.get().tags.change(call.time(), change);
            return;
        }
        point(call.arn(), call.time())
                .timeline
                .change(call.time(), state -> state.withTags(change.apply(state.tags())));
    }

    private Optional<Vault> vault(String arn) {
        return store.vaults.values().stream()
                .filter(vault -> vault.arn.equals(arn))
                .findFirst();
    }

    private StoredPoint point(String arn, Instant time) {
        String[] fields = arn.split(":", 4);
        if (fields.length < 4 || !fields[0].equals("arn")) {
            throw AwsError.invalidParameter("Invalid ARN: " + arn).thrown();
        }
        if (fields[2].equals("dynamodb")) {
            throw AwsError.of(
                            "InvalidParameterValueException",
                            400,
                            "ERROR_3930",
                            "Tags are not supported for recovery point " + arn)
                    .thrown();
        }
        if (!fields[2].equals("backup")) {
            throw AwsError.noSuchPoint().thrown();
        }
        return store.find(arn, time).orElseThrow(() -> AwsError.noSuchPoint().thrown());
    }
}
