package community.backup.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextToken the token of the next page; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextToken) {}
