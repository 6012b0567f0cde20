package community.backup.vaultcontents;

import community.backup.handler.ContextRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recovery points that one obstacle keeps in the vault.
 *
 * @param arns of the first of them, two at the most
 * @param said what AWS says of the first, shortened; null if nothing
 * @param role the role that the first was made with, if AWS Backup tells
 */
record Blocked(
        int count,
        List<String> arns,
        @Nullable String said,
        @Nullable String role) {
    private static final int NAMED = 2;

    /** Longer ARNs and texts are cut: a context has to stay small. */
    private static final int LONGEST = 160;

    static final Blocked NONE = new Blocked(0, List.of(), null, null);

    Blocked {
        ContextRules.count("count", count);
        arns = arns == null ? List.of() : List.copyOf(arns);
    }

    /** One more of them. */
    Blocked with(String arn, @Nullable String what, @Nullable String roleArn) {
        List<String> first = new ArrayList<>(arns);
        if (first.size() < NAMED) {
            first.add(cut(arn));
        }
        return count == 0
                ? new Blocked(1, first, what == null ? null : cut(what), roleArn == null ? null : cut(roleArn))
                : new Blocked(count + 1, first, said, role);
    }

    /** One more of them, which is only counted. */
    Blocked without() {
        return new Blocked(count + 1, arns, said, role);
    }

    /** How many characters of ARNs and AWS's words it has. */
    int length() {
        return arns.stream().mapToInt(String::length).sum()
                + (said == null ? 0 : said.length())
                + (role == null ? 0 : role.length());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
