package community.backup.local.awsbackup;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a sorted map into pages. A token holds the last key of its page. If items are removed between two pages, the
 * list skips no item and repeats none. A token is opaque to clients, belongs to one operation and expires.
 */
final class Pages {
    private static final Duration TOKENS_LAST = Duration.ofDays(1);
    static final int MOST = 1000;

    private Pages() {}

    /**
     * The content of one answer.
     *
     * @param next the token of the next page, or null at the end
     */
    record ListPage<S>(List<S> items, @Nullable String next) {}

    /**
     * Makes one page of the visible items.
     *
     * @param store has the size of a page, and decides whether hidden items count towards it
     * @param items all items, in the order of the list
     * @param visible returns the item for the answer, or empty to hide the item
     */
    static <T, S> ListPage<S> of(
            ApiCall call, Store store, NavigableMap<String, T> items, Function<T, Optional<S>> visible) {
        int size = Math.min(store.pagesHold, size(call));
        boolean cutFirst = store.assumes(Alternative.PAGES_ARE_CUT_BEFORE_FILTERING);
        List<S> page = new ArrayList<>();
        int counted = 0;
        String last = "";
        for (Map.Entry<String, T> item : items.tailMap(start(call), false).entrySet()) {
            Optional<S> shown = visible.apply(item.getValue());
            if (shown.isEmpty() && !cutFirst) {
                continue;
            }
            if (counted == size) {
                return new ListPage<>(page, token(call, last));
            }
            shown.ifPresent(page::add);
            counted++;
            last = item.getKey();
        }
        return new ListPage<>(page, null);
    }

    private static int size(ApiCall call) {
        return call.query("maxResults")
                .map(text -> {
                    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
                        throw AwsError.invalidParameter("maxResults must be between 1 and " + MOST + ".")
                                .thrown();
                    }
                    return Integer.parseInt(text);
                })
                .orElse(MOST);
    }

    private static String start(ApiCall call) {
        return call.query("nextToken").map(token -> after(call, token)).orElse("");
    }

    private static String token(ApiCall call, String lastKey) {
        Instant end = call.time().plus(TOKENS_LAST);
        String text = call.operation() + "\n" + end.getEpochSecond() + "\n" + lastKey;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String after(ApiCall call, String token) {
        AwsError invalid = AwsError.invalidParameter("Invalid NextToken.");
        String[] fields;
        try {
            fields = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\n", 3);
        } catch (IllegalArgumentException e) {
            throw invalid.thrown();
        }
        if (fields.length < 3
                || !fields[0].equals(call.operation().name())
                || !fields[1].matches("[0-9]{1,18}")
                || call.time().getEpochSecond() >= Long.parseLong(fields[1])) {
            throw invalid.thrown();
        }
        return fields[2];
    }
}
