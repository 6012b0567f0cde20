package community.backup.service.aws;

import community.backup.failure.ErrorKind;
import community.backup.failure.ServiceFailure;
import community.backup.service.Bookmarks;
import community.backup.service.Page;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a list call. A page counts as read only when the next one is asked for, so that an invocation that runs out of
 * time leaves the rest, with the page that it was at, to the next invocation. An empty page with a token is not the end.
 */
final class Listing<T> implements Iterator<List<T>> {
    private final String name;
    private final Bookmarks bookmarks;
    private final Function<@Nullable String, Page<T>> call;
    private @Nullable String token;
    /** Whether the token comes from an earlier invocation, for which AWS Backup may no longer take it. */
    private boolean carried;

    private boolean ended;

    /**
     * @param name tells this listing from the others of the operation
     * @param call asks for the page with a token; null is the first page's
     */
    Listing(String name, Bookmarks bookmarks, Function<@Nullable String, Page<T>> call) {
        this.name = name;
        this.bookmarks = bookmarks;
        this.call = call;
        this.token = bookmarks.token(name);
        this.carried = token != null;
    }

    @Override
    public boolean hasNext() {
        if (ended) {
            close();
        }
        return !ended;
    }

    @Override
    public List<T> next() {
        if (ended) {
            throw new NoSuchElementException(name);
        }
        bookmarks.put(name, token);
        Page<T> page = ask();
        carried = false;
        token = page.nextToken();
        ended = token == null;
        return page.items();
    }

    private Page<T> ask() {
        try {
            return call.apply(token);
        } catch (ServiceFailure failure) {
            if (carried && failure.kind() == ErrorKind.REFUSED) {
                close();
                throw failure.beginsAgain();
            }
            throw failure;
        }
    }

    /** Ends it: the next one of this name begins with the first page. */
    void close() {
        ended = true;
        bookmarks.put(name, null);
    }
}
