package community.backup.local.awsbackup;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The faults that are to happen. The first rule that matches a call and is not used up decides; without one the script
 * does, which by default wishes for none. Safe for use by several threads.
 */
public final class Faults {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private volatile BiFunction<BackupOperation, HttpCall, Optional<Fault>> script =
            (operation, call) -> Optional.empty();

    /** Lets every call of these operations, or of all where none is named, meet the fault until the faults are cleared. */
    public Rule inject(Fault fault, BackupOperation... operations) {
        Rule rule = new Rule(fault, operations);
        rules.add(rule);
        return rule;
    }

    /** Asks {@code newScript} about every call for which no rule is left: for random sequences of faults. */
    public void script(BiFunction<BackupOperation, HttpCall, Optional<Fault>> newScript) {
        script = newScript;
    }

    /** Nothing goes wrong any more. */
    public void clear() {
        rules.clear();
        script = (operation, call) -> Optional.empty();
    }

    Optional<Fault> next(BackupOperation operation, HttpCall call) {
        for (Rule rule : rules) {
            if (rule.applies(operation, call)) {
                return Optional.of(rule.fault);
            }
        }
        return script.apply(operation, call);
    }

    /** A fault and the calls that it happens to. */
    public static final class Rule {
        private final Fault fault;
        private final Set<BackupOperation> operations = EnumSet.noneOf(BackupOperation.class);
        private Predicate<HttpCall> condition = call -> true;
        private long skip;
        private long left = Long.MAX_VALUE;

        private Rule(Fault fault, BackupOperation... operations) {
            this.fault = fault;
            this.operations.addAll(Arrays.asList(operations));
        }

        /** Only calls that meet {@code newCondition} count. */
        public synchronized Rule when(Predicate<HttpCall> newCondition) {
            condition = newCondition;
            return this;
        }

        /** The first {@code calls} calls pass unharmed. */
        public synchronized Rule skip(long calls) {
            skip = calls;
            return this;
        }

        /** So many calls meet the fault, and then no more. */
        public synchronized Rule times(long calls) {
            left = calls;
            return this;
        }

        private synchronized boolean applies(BackupOperation operation, HttpCall call) {
            if ((!operations.isEmpty() && !operations.contains(operation)) || !condition.test(call)) {
                return false;
            }
            if (skip > 0) {
                skip--;
                return false;
            }
            if (left > 0) {
                left--;
                return true;
            }
            return false;
        }
    }
}
