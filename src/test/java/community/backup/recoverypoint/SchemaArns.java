package community.backup.recoverypoint;

import community.backup.local.awsbackup.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/**
 * One recovery point ARN for each form that a pattern of schema.json admits, in an account. It has each alternative of
 * the pattern, and a valid value in place of each class of characters.
 */
@NullMarked
final class SchemaArns {
    private SchemaArns() {}

    static List<String> of(String pattern, Account account) {
        Map<String, String> classes = new LinkedHashMap<>();
        classes.put("(-[a-z-]+)?", account.partition().substring("aws".length()));
        classes.put("[a-z0-9-]+", account.region());
        classes.put("[0-9]{12}", account.id());
        classes.put("[-A-Za-z0-9_.:/]+", "Some-thing_1/of.it:2");
        classes.put("[0-9a-z]+", "0a1b2c3d");
        classes.put("[:/]", "(:|/)");
        String text = pattern.substring(1, pattern.length() - 1);
        for (Map.Entry<String, String> each : classes.entrySet()) {
            text = text.replace(each.getKey(), each.getValue());
        }
        List<String> arns = expand(text);
        arns.forEach(arn -> {
            if (!arn.matches(pattern)) {
                throw new IllegalStateException(
                        arn + " is not what " + pattern + " means: it has a class unknown here");
            }
        });
        return arns;
    }

    private static List<String> expand(String text) {
        int open = text.indexOf('(');
        if (open < 0) {
            return List.of(text);
        }
        int close = open;
        List<String> alternatives = new ArrayList<>();
        int begin = open + 1;
        int depth = 0;
        do {
            char c = text.charAt(close);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 || (depth == 1 && c == '|')) {
                alternatives.add(text.substring(begin, close));
                begin = close + 1;
            }
            close++;
        } while (depth > 0);
        List<String> rests = expand(text.substring(close));
        List<String> all = new ArrayList<>();
        for (String alternative : alternatives) {
            for (String middle : expand(alternative)) {
                rests.forEach(rest -> all.add(text.substring(0, open) + middle + rest));
            }
        }
        return all;
    }
}
