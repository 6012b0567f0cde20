package community.backup.local.iam;

/**
 * Patterns of policies: {@code *} matches any characters and {@code ?} matches one. The code runs very often, so it
 * allocates little.
 */
final class Wildcards {
    private static final int PARTS_OF_AN_ARN = 6;

    private Wildcards() {}

    /**
     * Matches a text. If the pattern after the last star does not match, the star takes one more character and the rest
     * is tried again.
     */
    static boolean match(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int inStar = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                inStar = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++inStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /**
     * Matches the parts of an ARN one by one, so that a wildcard in the region does not match characters of the
     * resource.
     */
    static boolean matchArn(String pattern, String arn) {
        if (pattern.equals("*")) {
            return true;
        }
        String[] patterns = pattern.split(":", PARTS_OF_AN_ARN);
        String[] parts = arn.split(":", PARTS_OF_AN_ARN);
        if (patterns.length != PARTS_OF_AN_ARN) {
            throw new IllegalArgumentException("not a pattern of ARNs: " + pattern);
        }
        boolean all = parts.length == PARTS_OF_AN_ARN;
        for (int i = 0; all && i < PARTS_OF_AN_ARN; i++) {
            all = match(patterns[i], parts[i]);
        }
        return all;
    }
}
