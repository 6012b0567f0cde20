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
 * The pages of a list call. A page counts as read only when the caller requests the next one. If an invocation runs out
 * of time, the next invocation continues with the page that this one had reached. An empty page with a token is not the
 * end of the list.
 */
final class Listing<T> implements Iterator<List<T>> {
    private final String name;
    private final Bookmarks bookmarks;
    private final Function<@Nullable String, Page<T>> call;
    private @Nullable String token;
    /** Whether the token comes from an earlier invocation. AWS Backup may no longer accept it. */
    private boolean carried;

    private boolean ended;

    /**
     * @param name the name of the listing, unique within the operation
     * @param call reads the page with a token; null stands for the first page
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
                throw failure.restartsListing();
            }
            throw failure;
        }
    }

    /** Ends the listing. The next one with this name begins with the first page. */
    void close() {
        ended = true;
        bookmarks.put(name, null);
    }
}
