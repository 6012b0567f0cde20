package community.backup.local.awsbackup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a backup plan's rule starts backups, in UTC.
 *
 * @param expression {@code cron(MINUTES HOURS ? * * *)}, which means every day, or {@code rate(N minutes)}
 * @param next returns the first start after a given time
 */
record Schedule(String expression, UnaryOperator<Instant> next) {
    /** The default for a rule without a schedule: API reference, BackupRuleInput. */
    static final String DEFAULT = "cron(0 5 ? * * *)";

    private static final Pattern CRON = Pattern.compile("cron\\((\\S+) (\\S+) [?*] [?*] [?*] \\*\\)");
    private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) minutes?\\)");
    private static final Pattern FIELD = Pattern.compile("(?:\\*|(\\d{1,2}))(?:/(\\d{1,2}))?");

    static Schedule every(Duration interval) {
        return parse("rate(" + interval.toMinutes() + " minutes)");
    }

    /** Parses an expression; throws if the local AWS Backup does not support it. */
    static Schedule parse(String expression) {
        Matcher rate = RATE.matcher(expression);
        if (rate.matches() && Long.parseLong(rate.group(1)) > 0) {
            Duration interval = Duration.ofMinutes(Long.parseLong(rate.group(1)));
            return new Schedule(expression, time -> time.plus(interval));
        }
        Matcher cron = CRON.matcher(expression);
        if (!cron.matches()) {
            throw invalid(expression);
        }
        TreeSet<LocalTime> times = new TreeSet<>();
        for (int hour : values(cron.group(2), 24, expression)) {
            for (int minute : values(cron.group(1), 60, expression)) {
                times.add(LocalTime.of(hour, minute));
            }
        }
        return new Schedule(expression, time -> nextIn(times, time));
    }

    private static Instant nextIn(TreeSet<LocalTime> times, Instant after) {
        ZonedDateTime time = after.atZone(ZoneOffset.UTC);
        LocalTime today = times.higher(time.toLocalTime());
        return today != null
                ? time.with(today).toInstant()
                : time.plusDays(1).with(times.first()).toInstant();
    }

    private static TreeSet<Integer> values(String field, int bound, String expression) {
        TreeSet<Integer> values = new TreeSet<>();
        for (String part : field.split(",", -1)) {
            Matcher matcher = FIELD.matcher(part);
            if (!matcher.matches()) {
                throw invalid(expression);
            }
            boolean all = matcher.group(1) == null;
            int first = all ? 0 : Integer.parseInt(matcher.group(1));
            int step = matcher.group(2) == null ? (all ? 1 : bound) : Integer.parseInt(matcher.group(2));
            if (first >= bound || step == 0) {
                throw invalid(expression);
            }
            for (int value = first; value < bound; value += step) {
                values.add(value);
            }
        }
        return values;
    }

    private static AwsError.Thrown invalid(String expression) {
        return AwsError.invalidParameter("Invalid schedule expression: " + expression)
                .thrown();
    }
}
