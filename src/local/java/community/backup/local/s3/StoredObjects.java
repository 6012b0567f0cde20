package community.backup.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The objects in S3, by bucket and key. Every bucket exists. Thread-safe. */
public final class StoredObjects {
    /** The forms of a template's URL: with the bucket in the path, or in the host name. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:https://s3[.-][a-z0-9.-]*amazonaws[.]com(?:[.]cn)?/([^/]+)"
                    + "|https://([^/]+)[.]s3[.-][a-z0-9.-]*amazonaws[.]com(?:[.]cn)?"
                    + "|http://127[.]0[.]0[.]1:[0-9]+/([^/]+))/([^?]+)(?:[?].*)?");

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    void put(String bucket, String key, byte[] content) {
        objects.put(path(bucket, key), content);
    }

    Optional<byte[]> get(String bucket, String key) {
        return Optional.ofNullable(objects.get(path(bucket, key)));
    }

    void delete(String bucket, String key) {
        objects.remove(path(bucket, key));
    }

    /** The keys in a bucket that begin with {@code prefix}. */
    NavigableSet<String> keys(String bucket, String prefix) {
        NavigableSet<String> keys = new TreeSet<>();
        String start = path(bucket, "");
        objects.keySet().stream()
                .filter(path -> path.startsWith(start + prefix))
                .forEach(path -> keys.add(path.substring(start.length())));
        return keys;
    }

    /**
     * The text of an object.
     *
     * @param url with the bucket in the path or in the host name, at AWS or at an endpoint on this machine
     * @return empty if it is not a URL of S3, or the object does not exist
     */
    public Optional<String> text(String url) {
        Matcher address = ADDRESS.matcher(url);
        if (!address.matches()) {
            return Optional.empty();
        }
        return Stream.of(1, 2, 3)
                .flatMap(form -> Optional.ofNullable(address.group(form)).stream())
                .flatMap(bucket -> get(bucket, address.group(4)).stream())
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .findFirst();
    }

    private static String path(String bucket, String key) {
        return bucket + "/" + key;
    }
}
