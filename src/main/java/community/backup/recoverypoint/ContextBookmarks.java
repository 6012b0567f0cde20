package community.backup.recoverypoint;

import community.backup.service.Bookmarks;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bookmarks in the callback context. A token says nothing of what is listed, only where the listing goes on. */
final class ContextBookmarks implements Bookmarks {
    private final Invocation invocation;

    ContextBookmarks(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public @Nullable String token(String listing) {
        Map<String, String> pages = invocation.context().pages();
        return pages == null ? null : pages.get(listing);
    }

    @Override
    public void put(String listing, @Nullable String token) {
        if (Objects.equals(token, token(listing))) {
            return;
        }
        Map<String, String> pages = new HashMap<>();
        if (invocation.context().pages() != null) {
            pages.putAll(invocation.context().pages());
        }
        if (token == null) {
            pages.remove(listing);
        } else {
            pages.put(listing, token);
        }
        // A page was read, so errors before it are not in a row with those after it.
        invocation.note(
                each -> each.pages(pages.isEmpty() ? null : Map.copyOf(pages)).errors(0));
    }
}
