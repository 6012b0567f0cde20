package community.backup.recoverypoint;

import community.backup.recoverypoint.point.Bookmarks;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bookmarks in the callback context. A token says nothing of what is listed, only where the listing goes on. */
final class ContextBookmarks implements Bookmarks {
    private final Invocation it;

    ContextBookmarks(Invocation it) {
        this.it = it;
    }

    @Override
    public @Nullable String token(String listing) {
        Map<String, String> pages = it.context().pages();
        return pages == null ? null : pages.get(listing);
    }

    @Override
    public void put(String listing, @Nullable String token) {
        if (Objects.equals(token, token(listing))) {
            return;
        }
        Map<String, String> pages = new HashMap<>();
        if (it.context().pages() != null) {
            pages.putAll(it.context().pages());
        }
        if (token == null) {
            pages.remove(listing);
        } else {
            pages.put(listing, token);
        }
        // A page was read, so errors before it are not in a row with those after it.
        it.note(each -> each.pages(pages.isEmpty() ? null : Map.copyOf(pages)).errors(0));
    }
}
