package community.backup.vaultcontents;

import community.backup.handler.ContextRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recovery points that AWS Backup does not delete because of one obstacle.
 *
 * @param count how many there are
 * @param arns the ARNs of the first ones, two at most
 * @param said AWS's message about the first one, shortened; null if there is none
 * @param role the role that made the first one; null if it is not known or does not matter
 */
record Blocked(
        int count,
        List<String> arns,
        @Nullable String said,
        @Nullable String role) {
    private static final int NAMED = 2;

    /** Longer texts are cut, so that the callback context stays small. */
    private static final int LONGEST = 160;

    static final Blocked NONE = new Blocked(0, List.of(), null, null);

    Blocked {
        ContextRules.count("count", count);
        arns = arns == null ? List.of() : List.copyOf(arns);
    }

    /** A copy with another recovery point. */
    Blocked with(String arn, @Nullable String what, @Nullable String roleArn) {
        List<String> first = new ArrayList<>(arns);
        if (first.size() < NAMED) {
            first.add(cut(arn));
        }
        return count == 0
                ? new Blocked(1, first, what == null ? null : cut(what), roleArn == null ? null : cut(roleArn))
                : new Blocked(count + 1, first, said, role);
    }

    /** A copy that counts another recovery point but does not keep its texts. */
    Blocked onlyCounted() {
        return new Blocked(count + 1, arns, said, role);
    }

    /** The number of characters in its texts. */
    int length() {
        return arns.stream().mapToInt(String::length).sum()
                + (said == null ? 0 : said.length())
                + (role == null ? 0 : role.length());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
