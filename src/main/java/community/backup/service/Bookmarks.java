package community.backup.service;

import org.jspecify.annotations.Nullable;

/** Keeps where to continue the listings that an earlier invocation of the same operation had no time to finish. */
public interface Bookmarks {
    /** For an operation that keeps no listing for its next invocation. */
    Bookmarks NONE = new Bookmarks() {
        @Override
        public @Nullable String token(String listing) {
            return null;
        }

        @Override
        public void put(String listing, @Nullable String token) {
            // Nothing is kept, so the listing starts again with its first page.
        }
    };

    /**
     * The token of the page with which a listing continues; null for its first page.
     *
     * @param listing the name of the listing, unique within the operation
     */
    @Nullable String token(String listing);

    /** Keeps the token of the listing's next page; null at its end. */
    void put(String listing, @Nullable String token);
}
